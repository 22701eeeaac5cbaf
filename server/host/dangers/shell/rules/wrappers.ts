import { type Call, type Rule, type RuleContext, optionsOf } from '../call.ts'
import { type Field, HOLE, known } from '../words.ts'

/** How a program that starts another one is called. */
interface Wrapper {
  /** Options that take a value, with their dashes. */
  readonly takes?: readonly string[]
  /** Arguments before the other program. */
  readonly skips?: number
  /** `NAME=value` may come before the other program. */
  readonly setsVariables?: boolean
  readonly isAdmin?: boolean
  /** Gives the other program arguments that stand nowhere in the command. */
  readonly feeds?: boolean
  /** The options whose value is a script for a shell. */
  readonly scripts?: readonly string[]
  /** A single argument is a whole line for a shell. */
  readonly joins?: boolean
  /** With these options it only tells where the program is. */
  readonly looks?: readonly string[]
  /** The other program begins behind one of these words only. */
  readonly behind?: readonly string[]
}

const sudo: Wrapper = {
  isAdmin: true,
  setsVariables: true,
  takes: ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-T', '-U', '-D', '-R', '--user', '--group', '--chdir', '--host'],
}

const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo,
  doas: { isAdmin: true, takes: ['-u', '-C'] },
  pkexec: { isAdmin: true, takes: ['--user'] },
  run0: { isAdmin: true, takes: ['-u', '-D', '--user', '--setenv'] },
  gsudo: { isAdmin: true },
  su: { isAdmin: true, scripts: ['-c', '--command'], takes: ['-s', '-g', '-G', '-w'], behind: [] },
  runuser: { isAdmin: true, scripts: ['-c', '--command'], takes: ['-u', '-s', '-g', '-G'] },
  runas: { isAdmin: true },
  env: { setsVariables: true, takes: ['-u', '-C', '--unset', '--chdir'], scripts: ['-S', '--split-string'] },
  command: { looks: ['-v', '-V'] },
  builtin: {},
  exec: { takes: ['-a'] },
  nohup: {},
  nice: { takes: ['-n', '--adjustment'] },
  ionice: { takes: ['-c', '-n', '--class'] },
  time: { takes: ['-f', '-o'] },
  timeout: { takes: ['-s', '-k', '--signal', '--kill-after'], skips: 1 },
  gtimeout: { takes: ['-s', '-k'], skips: 1 },
  stdbuf: { takes: ['-i', '-o', '-e'] },
  setsid: {},
  taskset: { skips: 1 },
  chrt: { skips: 1 },
  caffeinate: { takes: ['-t', '-w'] },
  watch: { takes: ['-n', '--interval'], joins: true },
  strace: { takes: ['-o', '-e', '-p', '-s', '-u', '-E'] },
  ltrace: { takes: ['-o', '-e', '-p', '-s', '-u'] },
  flock: { takes: ['-w', '-E', '--timeout'], skips: 1, scripts: ['-c', '--command'] },
  script: { scripts: ['-c', '--command'], behind: [] },
  chroot: { isAdmin: true, skips: 1 },
  unshare: { takes: ['-S', '-G', '--setuid', '--setgid', '--root', '--wd'] },
  nsenter: { isAdmin: true, takes: ['-t', '--target'] },
  'systemd-run': { takes: ['-p', '--property', '--unit', '-u', '-M', '-E', '--on-calendar', '--on-active'] },
  'dbus-run-session': {},
  'xvfb-run': { takes: ['-n', '-s', '-e', '-f', '-p'] },
  proxychains: { takes: ['-f'] },
  proxychains4: { takes: ['-f'] },
  busybox: {},
  toybox: {},
  xargs: {
    takes: ['-I', '-i', '-n', '-P', '-L', '-d', '-a', '-E', '-s', '-J', '--max-args', '--delimiter'],
    feeds: true,
  },
  gxargs: { takes: ['-I', '-n', '-P', '-L', '-d', '-a', '-E', '-s'], feeds: true },
  parallel: { takes: ['-j', '--jobs', '-a', '-I', '-N', '-S'], feeds: true, joins: true },
  entr: {},
  tmux: {
    behind: ['new', 'new-session', 'neww', 'new-window', 'splitw', 'split-window'],
    takes: ['-s', '-n', '-c', '-t'],
    joins: true,
  },
  screen: { takes: ['-S', '-c', '-t', '-L'], joins: true },
  uv: { behind: ['run'] },
  poetry: { behind: ['run'] },
  pipenv: { behind: ['run'] },
  bundle: { behind: ['exec'] },
  mise: { behind: ['--'] },
  direnv: { behind: ['exec'], skips: 1 },
  npx: { takes: ['-p', '--package'], scripts: ['-c', '--call'] },
  bunx: {},
  pnpx: {},
  kubectl: { behind: ['--'] },
  docker: { behind: ['--'] },
  'nix-shell': { scripts: ['--run', '--command', '--command'], behind: [] },
}

/** Programs that start the one named in their arguments: that one is judged in their place. */
export const wrapperRules: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(wrappers).map(([name, wrapper]) => [
    name,
    (call: Call, context: RuleContext) => unwrap(wrapper, call, context),
  ]),
)

function unwrap(wrapper: Wrapper, call: Call, context: RuleContext) {
  if (wrapper.isAdmin === true) {
    context.report('runs_as_admin', call.span)
  }
  const { scripts = [] } = wrapper
  const script = scripts.length === 0 ? undefined : scriptOf(call, scripts)
  if (script !== undefined) {
    context.execute(script, script)
    return known('')
  }
  const start = startOf(wrapper, call.args)
  const only = start === null ? undefined : call.args[start]
  if (start === null || only === undefined) {
    return undefined
  }
  if (wrapper.joins === true && /\s/.test(only.text)) {
    context.execute(only, only)
    return undefined
  }
  const isFed = call.isFed || wrapper.feeds === true
  return context.start(call.args.slice(start), { stdin: call.stdin, isFed })
}

/** Where the other program's name stands; null when none is started. */
function startOf(wrapper: Wrapper, args: readonly Field[]): number | null {
  if (args.some(({ text }) => wrapper.looks?.includes(text) === true)) {
    return null
  }
  return wrapper.behind === undefined ? begin(wrapper, args, 0) : behind(wrapper, args)
}

function scriptOf({ args }: Call, names: readonly string[]): Field | undefined {
  const bare = names.map((name) => name.replace(/^--?/, ''))
  return optionsOf(args, bare).values(...bare)[0]
}

/** Passes over what comes before the name: options, their values, variables and fixed arguments. */
function begin(wrapper: Wrapper, args: readonly Field[], from: number): number {
  let skips = wrapper.skips ?? 0
  let index = from
  for (let field = args[index]; field !== undefined; field = args[index]) {
    const before = widthOf(field, wrapper, index + 1 < args.length)
    if (before === 0 && skips === 0) {
      return index
    }
    skips -= before === 0 ? 1 : 0
    index += Math.max(before, 1)
  }
  return index
}

/** How many arguments belong to what comes before the program here; 0: this may be its name. */
function widthOf({ text, origins }: Field, { takes = [], setsVariables = false }: Wrapper, hasMore: boolean): number {
  if (/^-./.test(text)) {
    return takes.includes(text) ? 2 : 1
  }
  // `sudo $OPTIONS rm …`: most likely options, and what follows is the program.
  const isOptions = text === HOLE && origins.has('variable') && hasMore
  return setsVariables && (isOptions || /^\w+=/.test(text)) ? 1 : 0
}

function behind(wrapper: Wrapper, args: readonly Field[]): number | null {
  const at = args.findIndex(({ text }) => wrapper.behind?.includes(text) === true)
  return at === -1 ? null : begin(wrapper, args, at + 1)
}
