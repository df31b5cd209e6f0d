/** Reference files are data: each test says what it expects to find in its own. */
declare module '#vectors/*' {
  const file: unknown;
  export default file;
}
