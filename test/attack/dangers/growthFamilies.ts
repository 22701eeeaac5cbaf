/**
 * Inputs that grow, by the way they grow: each makes one of about `size` UTF-16 units. The judge must take time in
 * proportion to it. Every one of them took some shell parser or other more than that.
 */
export const growthFamilies: Readonly<Record<string, (size: number) => string>> = {
  words: repeating('a '),
  statements: repeating('a;'),
  pipes: repeating('a|'),
  ands: repeating('a && '),
  options: (size) => `rm ${'-a '.repeat(size / 3)}`,
  flags: (size) => `rm -${'r'.repeat(size)}`,
  sudo: repeating('sudo '),
  xargs: repeating('xargs '),
  evals: repeating('eval '),
  substitutions: repeating('$('),
  closedSubstitutions: nested('$(', 'a', ')'),
  quotedSubstitutions: repeating('"$('),
  backticks: repeating('`'),
  escapedBackticks: repeating('`\\'),
  processes: repeating('<('),
  groups: repeating('('),
  braces: repeating('{ '),
  parameters: repeating('${a:-'),
  replacements: repeating('${a//'),
  arithmetic: repeating('$(('),
  ternaries: (size) => `((${'a?'.repeat(size / 2)}`,
  hereDocuments: repeating('cat <<A\n'),
  hereDocumentsOfALine: (size) => `${'a <<A <<A '.repeat(size / 10)}\n`,
  quotedHereDocuments: repeating("cat <<'"),
  substitutedHereDocuments: repeating('cat <<A\n$('),
  conditions: repeating('if '),
  loops: repeating('for a in b; do '),
  cases: repeating('case x in '),
  functions: repeating('a(){ '),
  emptyFunctions: repeating('a() '),
  coprocesses: repeating('coproc '),
  tests: repeating('[[ ( '),
  braceLists: repeating('{a,b}'),
  openBraceLists: repeating('{a,'),
  longBraceList: (size) => `{${'a,'.repeat(size / 2)}}`,
  extendedGlobs: repeating('@('),
  brackets: repeating('[a'),
  arrays: repeating('a=('),
  redirections: repeating('>a '),
  paths: repeating('> a/../.git/hooks/x\n'),
  slashes: (size) => `cat ${'/'.repeat(size)}`,
  secrets: (size) => `cat ${'/.ssh/'.repeat(size / 6)}x`,
  assignments: repeating('a=b '),
  appended: repeating('a+=bbbbbbbb;'),
  doubled: repeating('a=$a$a;'),
  scripts: repeating("bash -c 'rm -rf x';"),
  scriptsInScripts: nested('bash -c "', 'a', '"'),
  finds: (size) => `find . ${'-exec a ; '.repeat(size / 10)}`,
  downloads: repeating('curl -o x y;sh x;'),
  statementsOfSql: (size) => `psql -c '${'drop '.repeat(size / 5)}'`,
  blanks: repeating('\t'),
  lines: repeating('\n'),
  backslashes: repeating('\\'),
  doubleQuotes: repeating('"'),
  escapedQuotes: (size) => `"${'\\"'.repeat(size / 2)}`,
  quotes: repeating("'"),
  dollars: repeating('$'),
  comments: repeating('#a\n'),
  hidden: repeating('\u202ea'),
  zeros: repeating('\u0000'),
}

function repeating(part: string): (size: number) => string {
  return (size) => part.repeat(Math.ceil(size / part.length))
}

function nested(open: string, inside: string, close: string): (size: number) => string {
  return (size) => {
    const times = Math.ceil(size / (open.length + close.length))
    return open.repeat(times) + inside + close.repeat(times)
  }
}
