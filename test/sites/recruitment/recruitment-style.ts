/** The style sheet of the recruitment site. */
export const RECRUITMENT_STYLE = `
*{margin:0;padding:0;box-sizing:border-box}body{font:13px/1.7 SimSun,"Noto Sans CJK SC",sans-serif;color:#444;background:#f4f4f4}
a{color:#1a5fa8;text-decoration:none}a:hover{color:#f60}ul{list-style:none}.w{width:1000px;margin:0 auto}
.top{background:#f0f0f0;border-bottom:1px solid #ddd;line-height:28px;font-size:12px;color:#888}
.head{padding:16px 0;overflow:hidden}.logo{font:bold 28px "Noto Sans CJK SC",sans-serif;color:#d6400b;float:left}
.head form{float:right;padding-top:8px}.head input{width:320px;height:32px;border:2px solid #d6400b;padding:0 8px}.head button{height:32px;width:80px;background:#d6400b;color:#fff;border:0}
.nav{background:#d6400b}.nav a{display:inline-block;color:#fff;padding:0 24px;line-height:38px;font-size:15px}
.body{overflow:hidden;padding-bottom:20px}.crumb{line-height:36px;color:#999;font-size:12px}
.main{float:left;width:720px;background:#fff;border:1px solid #e5e5e5;padding:10px 18px}.side{float:right;width:264px;background:#fff;border:1px solid #e5e5e5;padding:10px 14px}
.side h3{border-bottom:2px solid #d6400b;font-size:14px;line-height:32px;margin-bottom:6px}.side li{line-height:26px;border-bottom:1px dotted #ddd;overflow:hidden}.like span{float:right;color:#f60;font-size:12px}
.joblist-item{border-bottom:1px dashed #ddd;padding:12px 0;overflow:hidden}.j-left{float:left;width:440px}.j-name{font-size:15px;font-weight:bold}.j-salary{color:#f60;margin-left:12px;font-weight:bold}
.j-tags em{font-style:normal;background:#f3f6fa;color:#888;padding:1px 8px;margin-right:6px;font-size:12px}.j-right{float:right;width:230px;text-align:right}.j-date{display:block;color:#aaa;font-size:12px}
.pages{text-align:center;padding:18px 0}.pages a,.pages strong{border:1px solid #ddd;padding:4px 10px;margin:0 2px}.pages strong{background:#d6400b;color:#fff}
.job-head{border-bottom:1px solid #eee;padding-bottom:10px}.job-head h1{font-size:20px;color:#222;display:inline-block;margin-right:16px}.salary{color:#f60;font-size:18px}.meta{color:#999;font-size:12px}
.job-desc{padding:14px 0;font-size:14px;color:#333}.job-desc h2,.company h2{font-size:15px;border-left:4px solid #d6400b;padding-left:8px;margin-bottom:8px}
.info{background:#e1e1e1;margin-top:8px}.info td,.info th{background:#fff;padding:8px}.info th{background:#fafafa;width:90px;font-weight:normal;color:#888}.info .t{text-align:center;font-size:18px;font-weight:bold;color:#222}.info .content{font-size:14px;line-height:1.9;padding:16px}
.tips{background:#fff8e6;border:1px solid #fce0a6;padding:8px 12px;margin:12px 0;font-size:12px;color:#a66a00}.foot{text-align:center;color:#999;font-size:12px;padding:24px;border-top:2px solid #d6400b;background:#fff}
`;
