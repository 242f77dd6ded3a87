/** Short lines that pages set between the paragraphs of an article, in the languages of most pages. */

/** A way to another article: its line starts so, and the rest is the other's title. */
const SEE_ALSO =
  /^[\s"“(*\-–—>»•►▶|]*(?:(?:read|see|watch|view|listen|learn|find out|discover)\s+(?:more|also|next|now|the full|our)\b|also (?:read|see|on)\b|more\s*:|more (?:on this|from|about this|stories|news|coverage|like this)\b|more (?:on|in|about)\s*[^.]{0,60}$|related(?:\s+(?:articles?|stor(?:y|ies)|posts?|content|links?|news|coverage|topics?|reading|video))?\s*(?:[:：]|$)|recommended(?:\s+(?:for you|reading|stories|articles|videos?))?\s*(?:[:：]|$)|you (?:may|might) (?:also|like)|don['’]t miss|further reading|in case you missed|up next|continue reading|click here|lire aussi|à lire|a lire|voir aussi|pour en savoir plus|sur le même sujet|lesen sie|mehr (?:zum thema|lesen|dazu)|auch interessant|siehe auch|das könnte (?:dich|sie)|lea (?:también|además)|lee también|le puede interesar|te puede interesar|más información|vea también|ver (?:también|más)|leia (?:também|mais)|veja (?:também|mais)|saiba mais|leggi anche|vedi anche|potrebbe interessarti|lees ook|lees meer|zie ook|bekijk ook|czytaj (?:też|także|więcej)|zobacz (?:też|także|również)|przeczytaj|läs (?:också|mer|även)|læs også|les også|читайте также|смотрите также|материалы по теме|читайте також|相关(?:阅读|新闻|链接|报道|推荐)|延伸阅读|推荐阅读|更多(?:阅读|新闻|精彩)|点击进入)/iu;

/** What to do with the article, or how to hear of the next. */
const ACTION =
  /^[\s"“(*\-–—>»•►▶|]*(?:share(?:\s+(?:this|on|via|with|article|story|post|to)\b|\s*[:：]?\s*$)|tweet\s*$|e-?mail(?:\s+this)?\s*$|print(?:\s+this)?\s*$|like this|follow (?:us|me|him|her|them)\b|like us on|find us on|join (?:us|our|the conversation)|subscribe\b|sign up\b|get (?:the|our) (?:latest|best|top)|support (?:our|us|local|independent)|donate (?:now|today|here|to)\b|donate$|advertis(?:ement|ing)\s*(?:$|[-–—:])|sponsored (?:by|content|post)\b|sponsored$|story continues|article continues|continue reading|scroll (?:down|to)|swipe (?:left|right|up|to)|skip (?:to|past)|back to (?:top|news|home|blog)|return to|leave a (?:reply|comment)|add a comment|post a comment|view comments|\d+ comments?$|comments?\s*(?:\(\d+\))?$|loading\W*$|open in app|download (?:our|the) app|buy now|shop now|copy link|teile[nr]? (?:diesen|sie|auf)|anzeige\s*$|werbung\s*$|newsletter|jetzt (?:abonnieren|anmelden)|partager|publicité\s*$|abonnez|inscrivez|compart(?:e|ir|ilhe|ilhar)\b|publicidad(?:e)?\s*$|suscríbe|regístr|siga\b|assine|inscreva|condividi|pubblicità\s*$|iscriviti|seguici|deel(?:en)?\s*[:：]?\s*$|advertentie\s*$|meld je|udostępnij|reklama\s*$|zapisz się|dalsz[ay] (?:część|ciąg)|поделиться|реклама\s*$|подпи[сш]|(?:用微信)?扫描[^\n]{0,6}二维码(?:$|解锁|查看更多)|点击(?:菜单栏|蓝字关注|阅读原文)|\d{1,2}、回复【|[^\n]{0,12}点【?在看】?|阅读原文$|分享(?:到|至)|本文原标题|发送邮件至|我要跟帖|已输入\d+字|评论[（(]\d+[)）]$|字号$|字体[:：]|正文已结束|热门(?:搜索|视频)$)/iu;

/** Who wrote it, who took the picture, whose it is. */
const CREDIT =
  /^[\s"“(*\-–—|]*(?:(?:photo|photograph|image|picture|video|illustration|graphic|credit|photo credit|image credit|image source|image copyright|file photo|featured image)s?(?:\s+(?:by|courtesy|via|credit|source)\b|\s*[:：/(])|(?:listing|lead|header|cover|featured|top) (?:image|photo)\b|getty images|©|\(c\)\s|copyright\s*(?:©|\(c\)|\d{4}|by\b|$)|all rights reserved|foto\s*[:：]|bild\s*[:：]|fotos?\s*[:：]|crédit|crédits|foto di|fotografía|zdjęci[ea]|фото\s*[:：]|© riproduzione|riproduzione riservata|tous droits|alle rechte|todos los derechos|图片来源|[(（]?(?:责任编辑|责编|编辑|校对|审核|监制|来源|信息来源|声明|特别声明|免责声明|版权声明)\s*[|｜丨/:：]|特别声明$|本文(?:为|系|由)[^\n]{0,30}(?:上传|发布|原创|授权)|notice: the content above|信息来源于网络$|经过[^\n]{0,10}编排$|未经[^\n]{0,12}授权)/iu;

/** A line that says who and when, above the text. */
const BYLINE =
  /^[\s"“(*\-–—|]*(?:(?:来源|作者|字号|字体|阅读|浏览|点击|发布时间|时间|编辑)\s*[:：(（]|\d{4}年\d{1,2}月|by\s+\p{Lu}|von\s+\p{Lu}|par\s+\p{Lu}|por\s+\p{Lu}|di\s+\p{Lu}|door\s+\p{Lu}|(?:written|posted|published|updated|last (?:updated|modified)|reported|submitted|first published|created)\b|publié|mis à jour|veröffentlicht|aktualisiert|stand\s*:|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|opublikowano|опубликовано|\d+\s*(?:min(?:ute)?s?\.?)(?:\s+read)?|reading time|temps de lecture|lesezeit|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d{2}-\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+(?:19|20)\d{2}|\d{1,2}\.?\s+\p{L}{3,10}\.?\s+(?:19|20)\d{2})/iu;

/** What an article is filed under, and what comes below it. */
const FILED =
  /^[\s"“(*\-–—|]*(?:tags?\s*[:：]|filed under|posted in|categor(?:y|ies)\s*[:：]|topics?\s*(?:[:：]|$)|labels?\s*[:：]|keywords?\s*[:：]|etiquetas?\s*[:：]|archivado en|schlagw|mots[- ]clés|thèmes|argomenti\s*(?:[:：]|$)|tagi\s*[:：]|теги\s*[:：]|关键词?\s*[:：]|标签\s*[:：])/iu;

/** The heading of a part that leads elsewhere, or of what readers said. */
const PART =
  /^(?:(?:related|recommended|similar|popular|trending|featured|latest|recent|top|other|most (?:read|popular|viewed|shared|commented))(?:\s+(?:articles?|posts?|stor(?:y|ies)|news|content|reading|topics?|links?|videos?|items|coverage|headlines|now|today|on|from|for you)\b.{0,40})?|more (?:from|on|in|stories|news|articles|posts|about|like this|reading|to read|headlines|coverage)\b.{0,40}|you (?:may|might) (?:also )?(?:like|enjoy|be interested).{0,40}|what to read next|read next|keep reading|comments?|\d+ (?:comments?|responses?|replies|thoughts)\b.{0,80}|leave a (?:reply|comment)|about the authors?|about author|share(?: this)?.{0,20}|tags|topics|newsletter|sign up.{0,40}|subscribe.{0,40}|follow us.{0,20}|mehr (?:zum thema|lesen).{0,20}|ähnliche.{0,30}|kommentare?|verwandte.{0,20}|sur le même (?:sujet|thème)|à lire (?:aussi|également).{0,20}|lire aussi|commentaires?|vos réactions|articles? (?:liés|similaires)|más (?:información|noticias)|noticias relacionadas|comentarios?|te puede interesar|veja (?:também|mais)|leia (?:também|mais)|mais lidas|leggi anche|articoli correlati|commenti|lees ook|reacties|gerelateerd.{0,20}|zobacz (?:też|także|również)|komentarze|читайте также|комментарии|相关(?:阅读|新闻|链接|文章|推荐|职位|信息)|推荐(?:阅读|职位|信息)|猜你喜欢|其他[^，。]{0,8}(?:职位|信息)|更多[^，。]{0,8}(?:职位|信息|推荐)|公司信息|评论|网友评论|热门(?:评论|文章|推荐))\s*[:：]?$/iu;

/** Whether a short line belongs to the page around an article and not to it. */
export function isFrameLine(line: string): boolean {
  return SEE_ALSO.test(line) || ACTION.test(line) || CREDIT.test(line) || FILED.test(line);
}

/** A label above a text that is the whole of it. */
const LABEL =
  /^(?:职位描述|岗位描述|详细(?:描述|信息|内容|介绍)|信息(?:描述|详情|内容)|正文|内容)\s*[:：]?$/u;

/** Whether a line only says that the text follows. */
export function isTextLabel(line: string): boolean {
  return LABEL.test(line);
}

/** Whether a line above the text says who wrote it and when. */
export function isByline(line: string): boolean {
  return BYLINE.test(line);
}

/** Whether a heading opens a part that is not the article's. */
export function isFramePartHeading(line: string): boolean {
  return PART.test(line);
}
