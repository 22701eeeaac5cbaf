import type { DangerCode } from '../../dangerTable.ts'
import { type Call, type Rule, type RuleContext, optionsOf } from '../call.ts'
import { report } from './files.ts'

/** Programs that are dangerous with certain words only: any of them as a whole argument. */
const words: Readonly<Record<string, readonly (readonly [DangerCode, readonly string[]])[]>> = {
  systemctl: [
    ['runs_later', ['enable', 'link', 'edit', 'set-environment']],
    ['stops_programs', ['stop', 'kill', 'disable', 'mask', 'poweroff', 'reboot', 'halt', 'isolate']],
  ],
  service: [['stops_programs', ['stop']]],
  launchctl: [['runs_later', ['load', 'bootstrap', 'submit', 'enable', 'setenv']]],
  schtasks: [['runs_later', ['/create', '/change', '//create']]],
  reg: [['runs_later', ['add', 'import', 'restore']]],
  loginctl: [['runs_later', ['enable-linger']]],
  npm: [
    ['publishes', ['publish', 'unpublish', 'deprecate', 'dist-tag', 'owner']],
    ['changes_autorun', ['ignore-scripts', 'script-shell']],
  ],
  pnpm: [['publishes', ['publish']]],
  yarn: [['publishes', ['publish']]],
  bun: [['publishes', ['publish']]],
  cargo: [['publishes', ['publish', 'yank']]],
  gem: [['publishes', ['push', 'yank']]],
  twine: [['publishes', ['upload']]],
  poetry: [['publishes', ['publish']]],
  uv: [['publishes', ['publish']]],
  hatch: [['publishes', ['publish']]],
  flit: [['publishes', ['publish']]],
  vsce: [['publishes', ['publish']]],
  ovsx: [['publishes', ['publish']]],
  mvn: [['publishes', ['deploy', 'release:perform']]],
  gradle: [['publishes', ['publish']]],
  dotnet: [['publishes', ['push']]],
  helm: [
    ['publishes', ['push']],
    ['deletes_remote', ['uninstall', 'delete']],
  ],
  gh: [
    ['deletes_remote', ['delete', 'archive']],
    ['reads_secrets', ['token']],
  ],
  kubectl: [['deletes_remote', ['delete', 'drain']]],
  terraform: [['deletes_remote', ['destroy', '-destroy']]],
  tofu: [['deletes_remote', ['destroy', '-destroy']]],
  pulumi: [['deletes_remote', ['destroy']]],
  aws: [['deletes_remote', ['rm', 'rb', 'terminate-instances', 'delete-bucket', 'delete-stack', 'delete-object']]],
  gsutil: [['deletes_remote', ['rm', 'rb']]],
  gcloud: [['deletes_remote', ['delete', 'rm']]],
  az: [['deletes_remote', ['delete', 'purge']]],
  flyctl: [['deletes_remote', ['destroy']]],
  heroku: [['deletes_remote', ['apps:destroy', 'pg:reset']]],
  security: [['reads_secrets', ['find-generic-password', 'find-internet-password', 'dump-keychain', 'export']]],
  'secret-tool': [['reads_secrets', ['lookup', 'search']]],
  pass: [['reads_secrets', ['show']]],
  op: [['reads_secrets', ['read', 'item']]],
  direnv: [['changes_autorun', ['allow', 'permit', 'grant']]],
  claude: [
    ['changes_claude', ['add', 'add-json', 'config', 'set', '--dangerously-skip-permissions', 'bypassPermissions']],
  ],
  redis: [['drops_data', ['flushall', 'flushdb']]],
  'redis-cli': [['drops_data', ['flushall', 'flushdb', 'FLUSHALL', 'FLUSHDB']]],
  mysqladmin: [['drops_data', ['drop']]],
  prisma: [['drops_data', ['reset', '--force-reset']]],
  rails: [['drops_data', ['db:drop', 'db:reset', 'db:purge']]],
  rake: [['drops_data', ['db:drop', 'db:reset', 'db:purge']]],
  artisan: [['drops_data', ['migrate:fresh', 'db:wipe']]],
  init: [['stops_programs', ['0', '6']]],
  ufw: [['changes_permissions', ['disable', 'allow', 'reset']]],
  husky: [['changes_git', ['install', 'init']]],
  'pre-commit': [['changes_git', ['install']]],
  lefthook: [['changes_git', ['install']]],
}

const always: Readonly<Record<string, DangerCode>> = {
  pkill: 'stops_programs',
  killall: 'stops_programs',
  killall5: 'stops_programs',
  skill: 'stops_programs',
  xkill: 'stops_programs',
  taskkill: 'stops_programs',
  shutdown: 'stops_programs',
  reboot: 'stops_programs',
  halt: 'stops_programs',
  poweroff: 'stops_programs',
  at: 'runs_later',
  batch: 'runs_later',
  'update-rc.d': 'runs_later',
  chkconfig: 'runs_later',
  'rc-update': 'runs_later',
  passwd: 'changes_sign_in',
  chpasswd: 'changes_sign_in',
  useradd: 'changes_sign_in',
  adduser: 'changes_sign_in',
  usermod: 'changes_sign_in',
  visudo: 'changes_sign_in',
  dropdb: 'drops_data',
  insmod: 'runs_as_admin',
  modprobe: 'runs_as_admin',
  iptables: 'changes_permissions',
  nft: 'changes_permissions',
  setenforce: 'changes_permissions',
  chsh: 'changes_sign_in',
}

/** Clients that take statements as arguments, as input or from a file. */
const databases = [
  'psql',
  'mysql',
  'mariadb',
  'sqlite3',
  'sqlcmd',
  'mongo',
  'mongosh',
  'clickhouse-client',
  'duckdb',
  'cqlsh',
  'usql',
]

/** Statements that take away what is stored. One pattern each, so that each is proven to be read in linear time. */
const dropping = [
  /\bdrop\s{1,9}(?:table|database|schema|view|index|user|role|collection|owned|keyspace|column)/i,
  /\btruncate\s/i,
  /\bdelete\s{1,9}from\s{1,9}[\w."`]{1,99}\s{0,9}(?:;|$)/im,
  /\bdropDatabase|\bdeleteMany\(\{\}|\.drop\(\)/i,
]

export const systemRules: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(Object.entries(words).map(([name, table]) => [name, byWords(table)])),
  ...Object.fromEntries(Object.entries(always).map(([name, code]) => [name, report(code)])),
  ...Object.fromEntries(databases.map((name) => [name, database])),
  hash: option('p', 'changes_loading'),
  enable: option('f', 'changes_loading'),
  crontab: (call, context) => {
    if (!optionsOf(call.args).has('l')) {
      context.report('runs_later', call.span)
    }
  },
  kill: ({ args, span }, context) => {
    const isHard = args.some(
      ({ text }, at) =>
        /^-(?:9|kill|sigkill)$/i.test(text) || (args[at - 1]?.text === '-s' && /^(?:9|(?:sig)?kill)$/i.test(text)),
    )
    const isWide = args.slice(1).some(({ text }) => /^-[01]$/.test(text)) || (args[0]?.text ?? '') === '-1'
    const isFound = args.some(({ origins }) => origins.has('program'))
    if (isHard || isWide || isFound) {
      context.report('stops_programs', span)
    }
  },
  cd: ({ args }, context) => context.changeFolder(optionsOf(args).rest[0]),
  pushd: ({ args }, context) => context.changeFolder(optionsOf(args).rest[0]),
  popd: (_call, context) => context.changeFolder({ ...nowhere }),
}

const nowhere = { text: '-', origins: new Set<never>(), span: { start: 0, end: 0 }, verbatimAt: null }

function option(letter: string, code: DangerCode): Rule {
  return ({ args, span }, context) => {
    if (optionsOf(args).has(letter)) {
      context.report(code, span)
    }
  }
}

function byWords(table: readonly (readonly [DangerCode, readonly string[]])[]): Rule {
  return ({ args, span }, context) => {
    for (const [code, dangerous] of table) {
      if (args.some(({ text }) => dangerous.includes(text))) {
        context.report(code, span)
      }
    }
  }
}

function database(call: Call, context: RuleContext): void {
  const given = [...call.args, ...(call.stdin === null ? [] : [call.stdin])]
  if (given.some(({ text }) => dropping.some((pattern) => pattern.test(text)))) {
    context.report('drops_data', call.span)
  }
}
