import type { DangerCode } from '../../dangerTable.ts'
import { type Call, type Rule, type RuleContext, optionsOf } from '../call.ts'
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
  truncate: (call, context) => {
    report('deletes_files')(call, context)
    writesAll(call, context)
  },
  del: windowsDelete,
  erase: windowsDelete,
  rd: windowsDelete,
  find,
  fd: (call, context) => startBehind(call, context, ['-x', '-X', '--exec', '--exec-batch']),
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
  tar: (call, context) => {
    if (call.args.some(({ text }) => text === '--remove-files')) {
      context.report('deletes_files', call.span)
    }
    call.args.forEach((field) => runsHook(field, context))
    optionsOf(call.args, ['C', 'directory', 'f'])
      .values('C', 'directory')
      .forEach((folder) => context.write(folder))
  },
  unzip: ({ args }, context) =>
    optionsOf(args, ['d'])
      .values('d')
      .forEach((folder) => context.write(folder)),
  dd: (call, context) => {
    for (const field of call.args) {
      if (field.text.startsWith('of=')) {
        context.write({ ...field, text: field.text.slice(3) })
      }
    }
  },
  tee: (call, context) => {
    const { rest } = optionsOf(call.args)
    rest.forEach((field) => {
      context.write(field)
      context.keep(field.text, call.stdin ?? unknown('file'))
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
  return ({ span }, context) => context.report(code, span)
}

function deletes(call: Call, context: RuleContext): void {
  context.report('deletes_files', call.span)
  writesAll(call, context)
}

function overwritesDisk({ span }: Call, context: RuleContext): void {
  context.report('overwrites_disk', span)
}

/** All that lies in a folder, or a list of names in braces. */
function isEverything(text: string): boolean {
  const isList = text.endsWith('}') && (text.startsWith('{') || text.includes('/{'))
  return isList || ['', '*', '.*'].includes(text.slice(text.lastIndexOf('/') + 1))
}

/** Recursive or forced, everything in a folder, or whatever a list or a variable says. One named file is no danger. */
function remove(call: Call, context: RuleContext): void {
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
    context.report('deletes_files', call.span)
  }
  rest.forEach((field) => context.write(field))
}

/** GNU programs take long options cut short. */
function hasLong({ args }: Call, beginnings: readonly string[]): boolean {
  return args.some(({ text }) => beginnings.some((beginning) => text.startsWith(`--${beginning}`)))
}

function windowsDelete(call: Call, context: RuleContext): void {
  if (call.args.some(({ text }) => /^\/{1,2}[sqf]$/i.test(text))) {
    context.report('deletes_files', call.span)
  }
}

function find(call: Call, context: RuleContext): void {
  const { args, span } = call
  if (args.some(({ text }) => text === '-delete')) {
    context.report('deletes_files', span)
  }
  args.forEach(({ text }, index) => {
    const target = args[index + 1]
    if (/^-f(?:print|print0|printf|ls)$/.test(text) && target !== undefined) {
      context.write(target)
    }
  })
  startBehind(call, context, ['-exec', '-execdir', '-ok', '-okdir'])
}

/** Judges every program that stands behind one of these words, up to its `;` or `+`. */
function startBehind({ args, stdin }: Call, context: RuleContext, words: readonly string[]): void {
  let begin: number | null = null
  args.forEach(({ text }, index) => {
    if (begin === null && words.includes(text)) {
      begin = index + 1
    } else if (begin !== null && (text === ';' || text === '+' || index === args.length - 1)) {
      const end = text === ';' || text === '+' ? index : index + 1
      context.start(args.slice(begin, end), { stdin, isFed: true })
      begin = null
    }
  })
}

/** One clause of a symbolic mode: without a who it is for everybody. */
function letsOthersWrite(clause: string): boolean {
  const [, who] = /^([ugoa]*)[+=][rxXst]*w/.exec(clause) ?? []
  return who !== undefined && (who === '' || /[oa]/.test(who))
}

function changeMode(call: Call, context: RuleContext): void {
  const { args, span } = call
  const { rest } = optionsOf(args.filter(({ text }) => !/^-[rwxXst]/.test(text)))
  const isRecursive = args.some(({ text }) => /^-\w*R/.test(text) || text.startsWith('--recursive'))
  const mode = rest[0]?.text ?? ''
  const isWide = /^[0-7]*[2367]$/.test(mode) || mode.split(',').some(letsOthersWrite)
  const isSetId = /^[2467][0-7]{3}$/.test(mode) || /[+=][rwxX]*s/.test(mode)
  if (isRecursive || isWide || isSetId) {
    context.report('changes_permissions', span)
  }
  rest.slice(1).forEach((field) => context.write(field))
}

function changeOwner(call: Call, context: RuleContext): void {
  context.report('changes_permissions', call.span)
  optionsOf(call.args)
    .rest.slice(1)
    .forEach((field) => context.write(field))
}

function copy(call: Call, context: RuleContext): void {
  const { values, rest } = optionsOf(call.args, ['t', 'target-directory', 'm', 'mode', 'o', 'g', 'S', 'suffix'])
  const target = values('t', 'target-directory')[0] ?? rest.at(-1)
  if (target === undefined) {
    return
  }
  context.write(target)
  const [source] = rest
  const content = source === undefined ? null : context.file(source.text)
  if (content !== null) {
    context.keep(target.text, content)
  }
  if (call.name === 'mv') {
    rest.slice(0, -1).forEach((field) => context.write(field))
    if (target.text === '/dev/null') {
      context.report('deletes_files', call.span)
    }
  }
}

/** An editor of streams: it writes files with these options only, and passes text on otherwise. */
function edit(inPlace: readonly string[], withValue: readonly string[]): Rule {
  return (call, context): Value | undefined => {
    const { has, rest } = optionsOf(call.args, withValue)
    if (has(...inPlace)) {
      rest.forEach((field) => context.write(field))
      return undefined
    }
    return call.stdin === null
      ? unknown('file')
      : { text: HOLE, origins: call.stdin.origins.size === 0 ? new Set(['encoded']) : call.stdin.origins }
  }
}

function writesAll(call: Call, context: RuleContext): void {
  optionsOf(call.args).rest.forEach((field) => context.write(field))
}

/** `tar` starts programs that its options name. */
function runsHook(field: Field, context: RuleContext): void {
  const [, program] = /^--(?:checkpoint-action=exec|to-command|use-compress-program)=(.*)$/s.exec(field.text) ?? []
  if (program !== undefined) {
    context.report('runs_other_code', field.span)
    context.execute({ text: program, origins: field.origins }, { span: field.span, verbatimAt: null })
  }
}
