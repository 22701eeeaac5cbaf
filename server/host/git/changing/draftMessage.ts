import type { GitChange } from '#shared/operations/git.ts'

/** A file that the next commit changes, and lines that it brings. */
export interface DraftFile {
  readonly path: string
  readonly from: string | null
  readonly change: GitChange
  readonly added: readonly string[]
}

const MAX_SUBJECT = 68

const verbs: Readonly<Record<GitChange, string>> = {
  added: 'Add',
  modified: 'Update',
  deleted: 'Remove',
  renamed: 'Rename',
  type_changed: 'Update',
}

/** A message for a commit, from what it changes alone: what it adds, and where. A beginning for people to write on. */
export function draftMessage(files: readonly DraftFile[]): string {
  const [first] = files
  if (first === undefined) {
    return ''
  }
  if (files.length === 1) {
    return shortened(ofOne(first))
  }
  const all = new Set(files.map(({ change }) => verbs[change]))
  const verb = all.size === 1 ? verbs[first.change] : 'Update'
  const sources = files.filter(({ path }) => !isTest(path))
  const named = (sources.length > 0 ? sources : files).flatMap(({ added }) => names(added))
  const lead = sources.length === 1 && sources[0] !== undefined ? ofOne(sources[0]) : null
  const folder = commonFolder(files.map(({ path }) => path))
  const subject =
    lead !== null
      ? `${lead}, with tests`
      : named.length > 0 && named.length <= 3
        ? `Add ${listed(named)}`
        : `${verb} ${files.length} files${folder === '' ? '' : ` in ${folder}`}`
  const body = files.slice(0, 20).map(({ path, change }) => `- ${verbs[change]} ${path}`)
  const more = files.length > body.length ? [`- and ${files.length - body.length} more`] : []
  return `${shortened(subject)}\n\n${[...body, ...more].join('\n')}`
}

function ofOne({ path, from, change, added }: DraftFile): string {
  const name = path.split('/').at(-1) ?? path
  if (change === 'renamed') {
    return `Rename ${from?.split('/').at(-1) ?? ''} to ${name}`
  }
  const news = change === 'modified' ? names(added) : []
  return news.length > 0 && news.length <= 2 ? `Add ${listed(news)} to ${name}` : `${verbs[change]} ${name}`
}

const DECLARATION =
  /^\s*(?:(?:export|default|public|private|static|async|pub|abstract)\s{1,4}){0,4}(?:function|class|interface|def|func|fn|struct|enum|trait)\s{1,4}\*?\s?([A-Za-z_$][\w$]{0,80})/

/** What lines declare. */
function names(lines: readonly string[]): string[] {
  return [...new Set(lines.flatMap((line) => DECLARATION.exec(line.slice(0, 300))?.[1] ?? []))]
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

function isTest(path: string): boolean {
  return /(^|\/)(tests?|__tests__|spec)\/|[._-](test|spec)\./.test(path)
}

function commonFolder(paths: readonly string[]): string {
  const split = paths.map((path) => path.split('/').slice(0, -1))
  const shared = (split[0] ?? []).findIndex((part, index) => split.some((parts) => parts[index] !== part))
  return (split[0] ?? []).slice(0, shared === -1 ? undefined : shared).join('/')
}

function shortened(subject: string): string {
  return subject.length > MAX_SUBJECT ? `${subject.slice(0, MAX_SUBJECT - 1).trimEnd()}…` : subject
}
