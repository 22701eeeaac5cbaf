import type { GroupedFile } from '../looking/changedFiles.ts'

export interface CommitGroup<F extends GroupedFile = GroupedFile> {
  readonly kind: 'docs' | 'test' | 'build' | 'style' | 'code'
  /** Where they are; empty: in several places. */
  readonly scope: string
  readonly files: readonly F[]
}

/** More commits at once would be none that a person reads. */
const MOST_GROUPS = 4

const DOCS = /(?:^|\/)(?:docs?|guides?)\/|\.(?:md|mdx|rst|adoc|txt)$/i
const TESTS = /(?:^|\/)(?:tests?|__tests__|spec|e2e)\/|[._](?:test|spec)\.[a-z]{1,10}$|(?:^|\/)test_[^/]{1,200}\.py$/i
const BUILD =
  /(?:^|\/)(?:package(?:-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|Cargo\.(?:toml|lock)|go\.(?:mod|sum)|requirements[^/]{0,100}\.txt|poetry\.lock|pyproject\.toml|Gemfile(?:\.lock)?|Dockerfile|Makefile|tsconfig[^/]{0,100}\.json)$|(?:^|\/)\.github\//

/** Files that belong together: tests go with what they test, the rest by what it is and where it lies. */
export function groupFiles<F extends GroupedFile>(files: readonly F[]): readonly CommitGroup<F>[] {
  const groups = new Map<string, { kind: CommitGroup['kind']; scope: string; files: F[] }>()
  const code = files.filter(({ path }) => kindOf(path) === 'code')
  const stems = new Map(code.map(({ path }) => [stemOf(path), scopeOf(path)]))
  for (const file of files) {
    const own = kindOf(file.path)
    const tested = own === 'test' ? stems.get(stemOf(file.path)) : undefined
    const kind = tested === undefined ? own : 'code'
    const scope = tested ?? (own === 'code' ? scopeOf(file.path) : '')
    const group = groups.get(`${kind} ${scope}`) ?? { kind, scope, files: [] }
    group.files.push(file)
    groups.set(`${kind} ${scope}`, group)
  }
  const all = [...groups.values()].toSorted((a, b) => b.files.length - a.files.length)
  if (all.length <= MOST_GROUPS) {
    return all
  }
  const rest = all.slice(MOST_GROUPS - 1)
  return [...all.slice(0, MOST_GROUPS - 1), { kind: 'code', scope: '', files: rest.flatMap((group) => group.files) }]
}

function kindOf(path: string): CommitGroup['kind'] {
  if (TESTS.test(path)) {
    return 'test'
  }
  if (BUILD.test(path)) {
    return 'build'
  }
  return DOCS.test(path) ? 'docs' : /\.(?:css|scss|less)$/.test(path) ? 'style' : 'code'
}

function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/^test_/, '')
  const dot = name.indexOf('.', 1)
  return (dot === -1 ? name : name.slice(0, dot)).replace(/_test$/, '').toLowerCase()
}

const ANYWHERE = new Set(['src', 'lib', 'app', 'apps', 'packages', 'server', 'client'])

/** The folder that says what a file is about, beside those that every project has. */
function scopeOf(path: string): string {
  const folders = path.split('/').slice(0, -1)
  return (folders.find((part) => !ANYWHERE.has(part)) ?? '').replace(/[^\w.-]/g, '').slice(0, 30)
}
