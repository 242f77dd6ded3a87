/** The character dictionary of opencc-js: `"繁 简|繁 简 简2|…"`. The package ships no type for it. */
declare module 'opencc-js/dict/TSCharacters' {
  const dictionary: string;
  export default dictionary;
}
