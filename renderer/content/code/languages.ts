/** A language whose programs get colours. `names`: as fences and file names end with them. */
export interface Language {
  readonly label: string
  readonly grammar: GrammarName
}

export type GrammarName = (typeof rows)[number][1]

/** Its name, its grammar, and what it is called: after three back-ticks, at the end of a file's name, or as the file. */
const rows = [
  ['TypeScript', 'ts', 'typescript ts mts cts tsx'],
  ['JavaScript', 'js', 'javascript js mjs cjs jsx node'],
  ['JSON', 'json', 'json json5 jsonc jsonl webmanifest'],
  ['Python', 'python', 'python py pyi python3 pyw'],
  ['Shell', 'shell', 'bash sh shell zsh console shellscript bashrc zshrc profile'],
  ['CSS', 'css', 'css'],
  ['SCSS', 'scss', 'scss'],
  ['Less', 'less', 'less'],
  ['HTML', 'html', 'html htm vue svelte'],
  ['XML', 'xml', 'xml svg plist xsd xsl csproj'],
  ['YAML', 'yaml', 'yaml yml'],
  ['TOML', 'toml', 'toml'],
  ['Settings', 'properties', 'ini properties conf cfg env editorconfig gitconfig npmrc'],
  ['SQL', 'sql', 'sql mysql postgresql sqlite psql'],
  ['Rust', 'rust', 'rust rs'],
  ['Go', 'go', 'go golang'],
  ['Java', 'java', 'java'],
  ['Kotlin', 'kotlin', 'kotlin kt kts'],
  ['Scala', 'scala', 'scala sc'],
  ['C', 'c', 'c h'],
  ['C++', 'cpp', 'cpp c++ cc cxx hpp hh hxx'],
  ['C#', 'csharp', 'csharp cs c#'],
  ['Dart', 'dart', 'dart'],
  ['Objective-C', 'objectivec', 'objectivec objc m mm'],
  ['Swift', 'swift', 'swift'],
  ['Ruby', 'ruby', 'ruby rb rake gemspec gemfile rakefile'],
  ['Lua', 'lua', 'lua'],
  ['Perl', 'perl', 'perl pl pm'],
  ['R', 'r', 'r'],
  ['PowerShell', 'powershell', 'powershell ps1 psm1 pwsh'],
  ['Dockerfile', 'dockerfile', 'dockerfile containerfile docker'],
  ['Diff', 'diff', 'diff patch'],
  ['CMake', 'cmake', 'cmake'],
  ['Protocol Buffers', 'protobuf', 'protobuf proto'],
] as const

const byName: ReadonlyMap<string, Language> = new Map(
  rows.flatMap(([label, grammar, names]) => names.split(' ').map((name) => [name, { label, grammar }] as const)),
)

/** The language by its name after a fence or the path of a file; null: unknown. */
export function languageOf(nameOrPath: string): Language | null {
  const file = nameOrPath.slice(Math.max(nameOrPath.lastIndexOf('/'), nameOrPath.lastIndexOf('\\')) + 1)
  const name = file.slice(file.lastIndexOf('.') + 1)
  return byName.get(name.toLowerCase()) ?? null
}
