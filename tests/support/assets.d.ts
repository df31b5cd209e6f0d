/** A file's bytes as a data URL, which fetch reads in Node as in a browser. */
declare module '*?url&inline' {
  const dataUrl: string;
  export default dataUrl;
}
