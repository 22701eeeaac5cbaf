import type { DangerCode } from '../../dangerTable.ts'
import { type Call, type Rule, type ShellDesk, optionsOf } from '../call.ts'
import { type Field, type Value, HOLE, unknown } from '../words.ts'

/** Programs that delete, change or write files. */
export const fileRules: Readonly<Record<string, Rule>> = {
  rm: remove,
  unlink: remove,
  srm: deletes,
  shred: deletes,
  rimraf: deletes,
  wipefs: overwritesDisk,
  fdisk: overwritesDisk,
  sfdisk: overwritesDisk,
  parted: overwritesDisk,
  diskutil: overwritesDisk,
  mkswap: overwritesDisk,
  blkdiscard: overwritesDisk,
  truncate: (call, desk) => {
    report('deletes_files')(call, desk)
    writesAll(call, desk)
  },
  del: windowsDelete,
  erase: windowsDelete,
  rd: windowsDelete,
  find,
  fd: (call, desk) => startBehind(call, desk, ['-x', '-X', '--exec', '--exec-batch']),
  chmod: changeMode,
  chown: changeOwner,
  chgrp: changeOwner,
  setfacl: report('changes_permissions'),
  setcap: report('changes_permissions'),
  chattr: report('changes_permissions'),
  icacls: report('changes_permissions'),
  takeown: report('changes_permissions'),
  cp: copy,
  mv: copy,
  install: copy,
  ln: copy,
  tar: (call, desk) => {
    if (call.args.some(({ text }) => text === '--remove-files')) {
      desk.report('deletes_files', call.span)
    }
    call.args.forEach((field) => runsHook(field, desk))
    optionsOf(call.args, ['C', 'directory', 'f'])
      .values('C', 'directory')
      .forEach((folder) => desk.write(folder))
  },
  unzip: ({ args }, desk) =>
    optionsOf(args, ['d'])
      .values('d')
      .forEach((folder) => desk.write(folder)),
  dd: (call, desk) => {
    for (const field of call.args) {
      if (field.text.startsWith('of=')) {
        desk.write({ ...field, text: field.text.slice(3) })
      }
    }
  },
  tee: (call, desk) => {
    const { rest } = optionsOf(call.args)
    rest.forEach((field) => {
      desk.write(field)
      desk.keep(field.text, call.stdin ?? unknown('file'))
    })
    return call.stdin ?? undefined
  },
  sed: edit(['i', 'in-place'], ['e', 'f', 'expression', 'file']),
  touch: writesAll,
  mkdir: writesAll,
  patch: writesAll,
  ed: writesAll,
  ex: writesAll,
  vi: writesAll,
  vim: writesAll,
  nvim: writesAll,
  nano: writesAll,
  emacs: writesAll,
  sponge: writesAll,
  split: writesAll,
}

/** A rule that only says that the program is dangerous. */
export function report(code: DangerCode): Rule {
  return ({ span }, desk) => desk.report(code, span)
}

function deletes(call: Call, desk: ShellDesk): void {
  desk.report('deletes_files', call.span)
  writesAll(call, desk)
}

function overwritesDisk({ span }: Call, desk: ShellDesk): void {
  desk.report('overwrites_disk', span)
}

/** All that lies in a folder, or a list of names in braces. */
function isEverything(text: string): boolean {
  const isList = text.endsWith('}') && (text.startsWith('{') || text.includes('/{'))
  return isList || ['', '*', '.*'].includes(text.slice(text.lastIndexOf('/') + 1))
}

/** Recursive or forced, everything in a folder, or whatever a list or a variable says. One named file is no danger. */
function remove(call: Call, desk: ShellDesk): void {
  const { has, rest } = optionsOf(call.args)
  const isWide = rest.some(({ text }) => isEverything(text) || text.includes(HOLE))
  const isOpen = call.args.some(({ text }) => text.startsWith('-') && text.includes(HOLE))
  if (
    call.isFed ||
    has('r', 'R', 'f', 'recursive', 'force', 'no-preserve-root') ||
    hasLong(call, ['rec', 'for']) ||
    isWide ||
    isOpen
  ) {
    desk.report('deletes_files', call.span)
  }
  rest.forEach((field) => desk.write(field))
}

/** GNU programs take long options cut short. */
function hasLong({ args }: Call, beginnings: readonly string[]): boolean {
  return args.some(({ text }) => beginnings.some((beginning) => text.startsWith(`--${beginning}`)))
}

function windowsDelete(call: Call, desk: ShellDesk): void {
  if (call.args.some(({ text }) => /^\/{1,2}[sqf]$/i.test(text))) {
    desk.report('deletes_files', call.span)
  }
}

function find(call: Call, desk: ShellDesk): void {
  const { args, span } = call
  if (args.some(({ text }) => text === '-delete')) {
    desk.report('deletes_files', span)
  }
  args.forEach(({ text }, index) => {
    const target = args[index + 1]
    if (/^-f(?:print|print0|printf|ls)$/.test(text) && target !== undefined) {
      desk.write(target)
    }
  })
  startBehind(call, desk, ['-exec', '-execdir', '-ok', '-okdir'])
}

/** Judges every program that stands behind one of these words, up to its `;` or `+`. */
function startBehind({ args, stdin }: Call, desk: ShellDesk, words: readonly string[]): void {
  let begin: number | null = null
  args.forEach(({ text }, index) => {
    if (begin === null && words.includes(text)) {
      begin = index + 1
    } else if (begin !== null && (text === ';' || text === '+' || index === args.length - 1)) {
      const end = text === ';' || text === '+' ? index : index + 1
      desk.start(args.slice(begin, end), { stdin, isFed: true })
      begin = null
    }
  })
}

/** One clause of a symbolic mode: without a who it is for everybody. */
function letsOthersWrite(clause: string): boolean {
  const [, who] = /^([ugoa]*)[+=][rxXst]*w/.exec(clause) ?? []
  return who !== undefined && (who === '' || /[oa]/.test(who))
}

function changeMode(call: Call, desk: ShellDesk): void {
  const { args, span } = call
  const { rest } = optionsOf(args.filter(({ text }) => !/^-[rwxXst]/.test(text)))
  const isRecursive = args.some(({ text }) => /^-\w*R/.test(text) || text.startsWith('--recursive'))
  const mode = rest[0]?.text ?? ''
  const isWide = /^[0-7]*[2367]$/.test(mode) || mode.split(',').some(letsOthersWrite)
  const isSetId = /^[2467][0-7]{3}$/.test(mode) || /[+=][rwxX]*s/.test(mode)
  if (isRecursive || isWide || isSetId) {
    desk.report('changes_permissions', span)
  }
  rest.slice(1).forEach((field) => desk.write(field))
}

function changeOwner(call: Call, desk: ShellDesk): void {
  desk.report('changes_permissions', call.span)
  optionsOf(call.args)
    .rest.slice(1)
    .forEach((field) => desk.write(field))
}

function copy(call: Call, desk: ShellDesk): void {
  const { values, rest } = optionsOf(call.args, ['t', 'target-directory', 'm', 'mode', 'o', 'g', 'S', 'suffix'])
  const target = values('t', 'target-directory')[0] ?? rest.at(-1)
  if (target === undefined) {
    return
  }
  desk.write(target)
  const [source] = rest
  const content = source === undefined ? null : desk.file(source.text)
  if (content !== null) {
    desk.keep(target.text, content)
  }
  if (call.name === 'mv') {
    rest.slice(0, -1).forEach((field) => desk.write(field))
    if (target.text === '/dev/null') {
      desk.report('deletes_files', call.span)
    }
  }
}

/** An editor of streams: it writes files with these options only, and passes text on otherwise. */
function edit(inPlace: readonly string[], withValue: readonly string[]): Rule {
  return (call, desk): Value | undefined => {
    const { has, rest } = optionsOf(call.args, withValue)
    if (has(...inPlace)) {
      rest.forEach((field) => desk.write(field))
      return undefined
    }
    return call.stdin === null
      ? unknown('file')
      : { text: HOLE, origins: call.stdin.origins.size === 0 ? new Set(['encoded']) : call.stdin.origins }
  }
}

function writesAll(call: Call, desk: ShellDesk): void {
  optionsOf(call.args).rest.forEach((field) => desk.write(field))
}

/** `tar` starts programs that its options name. */
function runsHook(field: Field, desk: ShellDesk): void {
  const [, program] = /^--(?:checkpoint-action=exec|to-command|use-compress-program)=(.*)$/s.exec(field.text) ?? []
  if (program !== undefined) {
    desk.report('runs_other_code', field.span)
    desk.execute({ text: program, origins: field.origins }, { span: field.span, verbatimAt: null })
  }
}
