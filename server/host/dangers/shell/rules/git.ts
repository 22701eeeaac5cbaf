import { type Call, type ShellDesk, type Options, optionsOf } from '../call.ts'
import type { Field } from '../words.ts'

/** Settings that make Git run something, or speak to somebody else. */
const running =
  /^(?:core\.(?:hookspath|fsmonitor|sshcommand|pager|editor|askpass|gitproxy|attributesfile|worktree)|alias\..+|credential\..*helper|diff\..*(?:external|textconv|command)|difftool\..*cmd|mergetool\..*cmd|merge\..*driver|filter\..+|gpg\..*program|include\.path|includeif\..+|init\.templatedir|interactive\.difffilter|pager\..+|protocol\..*allow|sequence\.editor|uploadpack\..+|remote\..*(?:uploadpack|receivepack|vcs)|url\..*insteadof|submodule\..*update|trailer\..*command|browser\..*cmd|man\..*cmd|http\.(?:proxy|sslverify))$/

/** Judges a call of Git. */
export function git(call: Call, desk: ShellDesk): void {
  const { args, span } = call
  let index = 0
  while (index < args.length && args[index]?.text.startsWith('-') === true) {
    const field = args[index]
    const next = args[index + 1]
    const takes = ['-c', '-C', '--git-dir', '--work-tree', '--exec-path', '--namespace', '--config-env'].includes(field?.text ?? '')
    if (field?.text === '-c' && next !== undefined) {
      setting(next, desk)
    }
    if (field?.text.startsWith('--exec-path=') === true) {
      desk.report('changes_git', field.span)
    }
    index += takes ? 2 : 1
  }
  const name = args[index]?.text ?? ''
  const rest = args.slice(index + 1)
  const has = (...options: readonly string[]) => rest.some(({ text }) => options.some((one) => text === one || text.startsWith(`${one}=`)))
  const first = optionsOf(rest).rest[0]?.text ?? ''
  const at: GitCall = { desk, span, rest, has, first, options: optionsOf(rest) }
  history(name, at)
  work(name, at)
  hooks(name, at)
}

interface GitCall {
  readonly desk: ShellDesk
  readonly span: Call['span']
  readonly rest: readonly Field[]
  readonly has: (...options: readonly string[]) => boolean
  readonly first: string
  readonly options: Options
}

function history(name: string, { desk, span, rest, has, first, options }: GitCall): void {
  const isForced = options.has('f') || rest.some(({ text }) => text.startsWith('--force') || /^\+./.test(text))
  const deletes = options.has('d') || has('--delete', '--mirror', '--prune') || rest.some(({ text }) => /^:./.test(text))
  const rewrites =
    (name === 'push' && (isForced || deletes)) ||
    ['filter-branch', 'filter-repo', 'replace', 'fast-import'].includes(name) ||
    (name === 'reflog' && ['expire', 'delete'].includes(first)) ||
    (name === 'gc' && has('--prune')) ||
    name === 'prune' ||
    (name === 'update-ref' && has('-d')) ||
    (name === 'tag' && (has('-d', '--delete') || options.has('f')))
  if (rewrites) {
    desk.report('rewrites_history', span)
  }
}

function work(name: string, { desk, span, rest, has, first, options }: GitCall): void {
  const isForced = options.has('f') || has('--force')
  const paths = rest.some(({ text }) => text === '--' || text === '.' || text === ':/')
  const discards =
    (name === 'reset' && has('--hard', '--merge', '--keep')) ||
    (name === 'clean' && isForced) ||
    (name === 'checkout' && (paths || isForced)) ||
    (name === 'restore' && !(has('--staged', '-S') && !has('--worktree', '-W'))) ||
    (name === 'switch' && (isForced || has('--discard-changes'))) ||
    (name === 'stash' && ['drop', 'clear'].includes(first)) ||
    (name === 'branch' && (options.has('D') || (options.has('d') && isForced))) ||
    (name === 'worktree' && first === 'remove' && isForced) ||
    (name === 'submodule' && first === 'deinit' && isForced) ||
    (name === 'read-tree' && has('--reset'))
  if (discards) {
    desk.report('discards_work', span)
  }
  if (name === 'rm' && (isForced || options.has('r'))) {
    desk.report('deletes_files', span)
  }
}

/** What makes Git run something: settings, hooks, programs in arguments. */
function hooks(name: string, { desk, span, rest, has, first, options }: GitCall): void {
  if (name === 'config') {
    const isRead = has('--get', '--get-all', '--get-regexp', '--list', '-l', '--unset', '--unset-all', 'get', 'list')
    const key = options.rest.find(({ text }) => text.includes('.'))
    if (key !== undefined && !isRead && options.rest.length > 1) {
      setting(key, desk)
    }
  }
  if (has('--upload-pack', '--receive-pack', '--template', '--exec', '-x', '--extcmd', '--open-files-in-pager')) {
    desk.report('changes_git', span)
  }
  if (rest.some(({ text }) => text.startsWith('ext::'))) {
    desk.report('runs_variable', span)
  }
  const begin = startOf(name, first, rest)
  if (begin !== null && begin < rest.length) {
    const script = rest[begin]
    if (rest.length - begin === 1 && script !== undefined) {
      desk.execute(script, script)
    } else {
      desk.start(rest.slice(begin), { stdin: null, isFed: false })
    }
  }
}

/** Where a program stands that Git runs for every submodule or step. */
function startOf(name: string, first: string, rest: readonly Field[]): number | null {
  const runs = (name === 'submodule' && first === 'foreach') || (name === 'bisect' && first === 'run')
  if (runs) {
    const at = rest.findIndex(({ text }) => text === first) + 1
    return rest[at]?.text === '--recursive' ? at + 1 : at
  }
  const exec = name === 'rebase' ? rest.findIndex(({ text }) => text === '--exec' || text === '-x') : -1
  return exec === -1 ? null : exec + 1
}

/** `name=value` or a name alone. */
function setting(field: Field, desk: ShellDesk): void {
  const equals = field.text.indexOf('=')
  const key = (equals === -1 ? field.text : field.text.slice(0, equals)).toLowerCase()
  if (key.length < MAX_KEY && running.test(key)) {
    desk.report('changes_git', field.span)
  }
}

const MAX_KEY = 200
