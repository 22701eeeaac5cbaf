/** What files are, by the end of their name. */
const byEnding: Readonly<Record<string, string>> = {
  ...named('python', 'py pyi pyw'),
  ...named('typescript', 'ts tsx mts cts'),
  ...named('javascript', 'js jsx mjs cjs'),
  ...named('c', 'c h'),
  ...named('cpp', 'cc cpp cxx hpp hh'),
  ...named('csharp', 'cs'),
  ...named('shell', 'sh bash zsh fish'),
  ...named('markdown', 'md markdown mdx'),
  ...named('yaml', 'yaml yml'),
  ...named('html', 'html htm xhtml'),
  ...named('image', 'png jpg jpeg gif webp avif bmp ico svg tif tiff heic'),
  ...named('video', 'mp4 webm mov mkv avi'),
  ...named('audio', 'mp3 wav ogg flac m4a'),
  ...named('archive', 'zip tar gz tgz bz2 xz zst 7z rar jar'),
  ...named('binary', 'exe dll so dylib o a class wasm bin dat db sqlite woff woff2 ttf otf'),
  ...named('text', 'txt log cfg ini conf env lock gitignore'),
  rs: 'rust',
  go: 'go',
  java: 'java',
  kt: 'kotlin',
  rb: 'ruby',
  php: 'php',
  swift: 'swift',
  css: 'css',
  scss: 'scss',
  less: 'less',
  json: 'json',
  toml: 'toml',
  xml: 'xml',
  sql: 'sql',
  vue: 'vue',
  csv: 'csv',
  pdf: 'pdf',
}

/** The type of a file as lists name it; `text` where the name does not say. */
export function fileType(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(byEnding, ending) ? (byEnding[ending] ?? 'text') : 'text'
}

function named(type: string, endings: string): Record<string, string> {
  return Object.fromEntries(endings.split(' ').map((ending) => [ending, type]))
}
