/** Style of the attribution page; light or dark as the reader's system asks. */
export const attributionStyle = `:root {
  color-scheme: light dark;
  --text: #1c1f24; --quiet: #5b626d; --line: #d9dde3; --ground: #ffffff; --link: #0b57b7;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e8eb; --quiet: #9aa3af; --line: #343a43; --ground: #15181c; --link: #8ab8ff; }
}
body {
  margin: 0; padding: 3rem 1.25rem 5rem; background: var(--ground); color: var(--text);
  font: 1rem/1.6 system-ui, sans-serif;
}
main { max-width: 64rem; margin: 0 auto; }
p { max-width: 42rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.125rem; margin: 2.5rem 0 0.5rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; }
th, td { padding: 0.4rem 1.25rem 0.4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 500; white-space: nowrap; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
`;
