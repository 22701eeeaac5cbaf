import { MAX_COMMAND } from '../shell/readShell.ts'
import type { DangerCode, Finding, WrittenPath } from '../dangerTable.ts'

/** PowerShell's commands and aliases with what makes them dangerous; null: always. Arguments may be cut short. */
const commands: Readonly<Record<string, readonly (readonly [DangerCode, RegExp | null])[]>> = {
  'remove-item': [['deletes_files', /^-(?:r|f)/]],
  'clear-content': [['deletes_files', null]],
  'remove-itemproperty': [['deletes_files', null]],
  'clear-recyclebin': [['deletes_files', null]],
  'format-volume': [['overwrites_disk', null]],
  'clear-disk': [['overwrites_disk', null]],
  'initialize-disk': [['overwrites_disk', null]],
  'stop-process': [['stops_programs', null]],
  'stop-service': [['stops_programs', null]],
  'stop-computer': [['stops_programs', null]],
  'restart-computer': [['stops_programs', null]],
  'set-executionpolicy': [['changes_loading', null]],
  'set-mppreference': [['changes_loading', null]],
  'register-scheduledtask': [['runs_later', null]],
  'new-service': [['runs_later', null]],
  'set-acl': [['changes_permissions', null]],
  icacls: [['changes_permissions', null]],
  takeown: [['changes_permissions', null]],
  'invoke-expression': [['runs_variable', null]],
  'add-type': [['runs_other_code', null]],
  'invoke-webrequest': [['sends_files', /^-(?:inf|bo)/]],
  'invoke-restmethod': [['sends_files', /^-(?:inf|bo)/]],
  'start-process': [['runs_as_admin', /^runas$/]],
  runas: [['runs_as_admin', null]],
  powershell: [['runs_encoded', /^-e(?:nc|ncodedcommand|c)?$/]],
  pwsh: [['runs_encoded', /^-e(?:nc|ncodedcommand|c)?$/]],
  reg: [['runs_later', /^add$/]],
  schtasks: [['runs_later', /^\/create$/]],
  taskkill: [['stops_programs', null]],
  'publish-module': [['publishes', null]],
  'get-credential': [['reads_secrets', null]],
  git: [
    ['rewrites_history', /^--force/],
    ['discards_work', /^--hard$/],
  ],
}

const aliases: Readonly<Record<string, string>> = {
  rm: 'remove-item',
  del: 'remove-item',
  erase: 'remove-item',
  rd: 'remove-item',
  rmdir: 'remove-item',
  ri: 'remove-item',
  clc: 'clear-content',
  kill: 'stop-process',
  spps: 'stop-process',
  iex: 'invoke-expression',
  iwr: 'invoke-webrequest',
  wget: 'invoke-webrequest',
  curl: 'invoke-webrequest',
  irm: 'invoke-restmethod',
  saps: 'start-process',
  start: 'start-process',
}

/** Commands whose first argument is a file that they write. */
const writers = new Set(['set-content', 'add-content', 'out-file', 'tee-object', 'new-item', 'sc', 'ac', 'tee', 'ni'])

interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * The dangers of a PowerShell command, by its words alone: no parser for it exists outside of PowerShell. Statements
 * are cut at `;`, `|`, `&`, braces and line ends; quotes and backticks are taken off. Linear.
 */
export function readPowerShell(text: string, folder: string): { findings: Finding[]; writes: WrittenPath[] } {
  if (text.length > MAX_COMMAND) {
    return { findings: [{ code: 'not_judged', span: { start: 0, end: text.length } }], writes: [] }
  }
  const statements = statementsOf(text)
  const downloads = statements.some((words) => words.some(({ text: word }) => downloading.test(commandName(word))))
  return {
    findings: statements.flatMap((words) => dangersOf(words, downloads)),
    writes: statements.flatMap((words) => writesOf(words, folder)),
  }
}

function dangersOf([first, ...args]: readonly Token[], downloads: boolean): Finding[] {
  const name = first === undefined ? '' : commandName(first.text)
  const known = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (first === undefined || known === undefined) {
    return []
  }
  const span = { start: first.start, end: args.at(-1)?.end ?? first.end }
  return known
    .filter(([, word]) => word === null || args.some(({ text }) => word.test(text.toLowerCase())))
    .map(([code]) => ({ code: code === 'runs_variable' && downloads ? 'runs_from_network' : code, span }))
}

function writesOf([first, ...args]: readonly Token[], folder: string): WrittenPath[] {
  const isWriter = first !== undefined && writers.has(commandName(first.text))
  const target = isWriter ? args.find(({ text }) => !text.startsWith('-')) : redirected(args)
  return target === undefined
    ? []
    : [{ path: target.text, from: folder, span: { start: target.start, end: target.end } }]
}

/** Commands and methods that bring something from the network. */
const downloading = /^(?:invoke-webrequest|invoke-restmethod|start-bitstransfer)$|download(?:string|file|data)/

function commandName(text: string): string {
  const base = text.slice(Math.max(text.lastIndexOf('\\'), text.lastIndexOf('/')) + 1).toLowerCase()
  const bare = base.replace(/\.(?:exe|cmd|bat)$/, '')
  return Object.hasOwn(aliases, bare) ? (aliases[bare] ?? bare) : bare
}

function redirected(args: readonly Token[]): Token | undefined {
  const at = args.findIndex(({ text }) => /^\d?>{1,2}$/.test(text))
  return at === -1 ? undefined : args[at + 1]
}

/** A word with its quoted parts, or what ends a statement. Its parts begin differently, so nothing is tried twice. */
const piece = /(?:[^\s;|&{}()"']|"[^"]*"?|'[^']*'?)+|[;|&{}()\n\r]/g

function statementsOf(text: string): Token[][] {
  const statements: Token[][] = [[]]
  for (const { 0: found, index: start } of text.matchAll(piece)) {
    if (/^[;|&{}()\n\r]/.test(found)) {
      statements.push([])
    } else {
      statements.at(-1)?.push({ text: found.replaceAll(/["'`]/g, ''), start, end: start + found.length })
    }
  }
  return statements
}
