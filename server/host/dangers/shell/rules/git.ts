import type { DangerCode } from '../../dangerTable.ts'
import { type Call, type RuleContext, type Options, optionsOf } from '../call.ts'
import { baseName } from '#shared/session/paths.ts'
import { type Field, unknown } from '../words.ts'

/** Settings that make Git run something, or speak to somebody else. */
const running =
  /^(?:core\.(?:hookspath|fsmonitor|sshcommand|pager|editor|askpass|gitproxy|attributesfile|worktree)|alias\..+|credential\..*helper|diff\..*(?:external|textconv|command)|difftool\..*cmd|mergetool\..*cmd|merge\..*driver|filter\..+|gpg\..*program|include\.path|includeif\..+|init\.templatedir|interactive\.difffilter|pager\..+|protocol\..*allow|sequence\.editor|uploadpack\..+|remote\..*(?:uploadpack|receivepack|vcs)|url\..*insteadof|submodule\..*update|trailer\..*command|browser\..*cmd|man\..*cmd|http\.(?:proxy|sslverify))$/

/** Judges a call of Git. */
export function git(call: Call, context: RuleContext): void {
  const begin = globalOptions(call.args, context)
  const name = call.args[begin]?.text ?? ''
  const rest = call.args.slice(begin + 1)
  const options = optionsOf(rest)
  const has = (...names: readonly string[]) =>
    rest.some(({ text }) => names.some((one) => text === one || text.startsWith(`${one}=`)))
  const isForced = options.has('f') || rest.some(({ text }) => text.startsWith('--force'))
  const at: GitCall = { context, span: call.span, rest, has, first: options.rest[0]?.text ?? '', options, isForced }
  for (const [code, commands] of dangers) {
    if (Object.hasOwn(commands, name) && commands[name]?.(at) === true) {
      context.report(code, call.span)
    }
  }
  hooks(name, at)
  if (name === 'clone') {
    cloned(at.options.rest, context)
  }
}

/** What is run out of a fresh clone comes from the network. */
function cloned([url, folder]: readonly Field[], context: RuleContext): void {
  const name = folder?.text ?? baseName(url?.text ?? '').replace(/\.git$/, '')
  if (name !== '') {
    context.keep(`${name}/`, unknown('network'))
  }
}

/** Judges what comes before the command's name; returns where that is. */
function globalOptions(args: readonly Field[], context: RuleContext): number {
  let index = 0
  for (let field = args[0]; field?.text.startsWith('-') === true; field = args[index]) {
    const next = args[index + 1]
    if (field.text === '-c' && next !== undefined) {
      setting(next, context)
    }
    if (field.text.startsWith('--exec-path=')) {
      context.report('changes_git', field.span)
    }
    index += withValue.has(field.text) ? 2 : 1
  }
  return index
}

const withValue = new Set(['-c', '-C', '--git-dir', '--work-tree', '--exec-path', '--namespace', '--config-env'])

interface GitCall {
  readonly context: RuleContext
  readonly span: Call['span']
  readonly rest: readonly Field[]
  readonly has: (...options: readonly string[]) => boolean
  readonly first: string
  readonly options: Options
  readonly isForced: boolean
}

type Commands = Readonly<Record<string, (call: GitCall) => boolean>>

const always = () => true

const rewriting: Commands = {
  push: ({ isForced, options, has, rest }) =>
    isForced ||
    options.has('d') ||
    has('--delete', '--mirror', '--prune') ||
    // `+branch` forces it, `:branch` deletes it there.
    rest.some(({ text }) => /^[+:]./.test(text)),
  'filter-branch': always,
  'filter-repo': always,
  replace: always,
  'fast-import': always,
  prune: always,
  reflog: ({ first }) => ['expire', 'delete'].includes(first),
  gc: ({ has }) => has('--prune'),
  'update-ref': ({ has }) => has('-d'),
  tag: ({ has, options }) => has('-d', '--delete') || options.has('f'),
}

const discarding: Commands = {
  reset: ({ has }) => has('--hard', '--merge', '--keep'),
  clean: ({ isForced }) => isForced,
  checkout: ({ isForced, rest }) => isForced || rest.some(({ text }) => ['--', '.', ':/'].includes(text)),
  restore: ({ has }) => !has('--staged', '-S') || has('--worktree', '-W'),
  switch: ({ isForced, has }) => isForced || has('--discard-changes'),
  stash: ({ first }) => ['drop', 'clear'].includes(first),
  branch: ({ options, isForced }) => options.has('D') || (options.has('d') && isForced),
  worktree: ({ first, isForced }) => first === 'remove' && isForced,
  submodule: ({ first, isForced }) => first === 'deinit' && isForced,
  'read-tree': ({ has }) => has('--reset'),
}

const dangers: readonly (readonly [DangerCode, Commands])[] = [
  ['rewrites_history', rewriting],
  ['discards_work', discarding],
  ['deletes_files', { rm: ({ isForced, options }) => isForced || options.has('r') }],
]

/** What makes Git run something: settings, hooks, programs in arguments. */
function hooks(name: string, { context, span, rest, has, first, options }: GitCall): void {
  if (name === 'config') {
    const isRead = has('--get', '--get-all', '--get-regexp', '--list', '-l', '--unset', '--unset-all', 'get', 'list')
    const key = options.rest.find(({ text }) => text.includes('.'))
    if (key !== undefined && !isRead && options.rest.length > 1) {
      setting(key, context)
    }
  }
  if (has('--upload-pack', '--receive-pack', '--template', '--extcmd', '--open-files-in-pager')) {
    context.report('changes_git', span)
  }
  if (rest.some(({ text }) => text.startsWith('ext::'))) {
    context.report('runs_variable', span)
  }
  const begin = startOf(name, first, rest)
  if (begin !== null && begin < rest.length) {
    const script = rest[begin]
    if (script !== undefined && (rest.length - begin === 1 || name === 'rebase')) {
      context.execute(script, script)
    } else {
      context.start(rest.slice(begin), { stdin: null, isFed: false })
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
function setting(field: Field, context: RuleContext): void {
  const equals = field.text.indexOf('=')
  const key = (equals === -1 ? field.text : field.text.slice(0, equals)).toLowerCase()
  if (key.length < MAX_KEY && running.test(key)) {
    context.report('changes_git', field.span)
  }
}

const MAX_KEY = 200
