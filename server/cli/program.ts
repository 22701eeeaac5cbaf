import { Command, InvalidArgumentError, Option } from 'commander'
import type { RemoteOnFlags } from './remoteOnFlags.ts'
import type { ExportFlags, VerifyFlags } from './audit.ts'
import { VERSION } from '../platform/version.ts'
import { addServiceCommands } from './serviceCommand.ts'
import { addDiagnosticsCommand, addSettingsCommands, addSessionCommands } from './panelCommands.ts'
import type { StartFlags } from './start.ts'

/**
 * The command line: every command with its options. Nothing runs until it is parsed. What a command needs is loaded when
 * it runs, so that none pays for the others. The reference of commands is written from this.
 */
export const program = new Command('homeport')
  .description("Your workstation's Claude Code, from any browser.")
  .version(VERSION)
  .exitOverride()
  .showHelpAfterError('("homeport --help" lists the commands)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'homeport: ')) })

withStartOptions(program.command('start'))
  .description('start Homeport (or say where it runs) and open its window')
  .option('--headless', 'open no window')
  .action(async (flags: StartFlags) => {
    const { start } = await import('./start.ts')
    process.exitCode = await start(flags)
  })

withStartOptions(program.command('serve'))
  .description('the same as start --headless')
  .action(async (flags: StartFlags) => {
    const { start } = await import('./start.ts')
    process.exitCode = await start({ ...flags, headless: true })
  })

withDataDir(program.command('stop'))
  .description('stop Homeport; sessions are suspended and can be resumed')
  .option('--keep-sessions', 'let Claude Code go on working in the session host')
  .option('--demo', 'the one started with --demo')
  .action(async (flags: { dataDir?: string; demo?: boolean; keepSessions?: boolean }) => {
    const { stop } = await import('./stop.ts')
    await stop(flags)
  })

withDataDir(program.command('doctor'))
  .description('check what Homeport stands on, and say what to do')
  .option('--json', 'the report as JSON')
  .action(async (flags: { dataDir?: string; json?: boolean }) => {
    const { doctor } = await import('./doctor.ts')
    process.exitCode = await doctor(flags)
  })

withDataDir(program.command('host'))
  .description('run only the session host, in the foreground')
  .option('--demo', 'with the built-in stand-in of the Anthropic API')
  .action(async (flags: { dataDir?: string; demo?: boolean }) => {
    const { host } = await import('./host.ts')
    process.exitCode = await host(flags)
  })

const token = program.command('token').description('personal access tokens for programs')

withDataDir(token.command('create'))
  .description('make a token and print it, once')
  .requiredOption('--name <name>', 'what it is for')
  .option('--scope <scope>', 'read, drive or manage; may be given several times (default: read and drive)', addScope)
  .option('--expires-in-days <days>', 'end it by itself', (text) => wholeNumber(text, { from: 1, to: 3650 }))
  .option('--json', 'the answer as JSON')
  .action(
    async (flags: { dataDir?: string; name: string; scope?: string[]; expiresInDays?: string; json?: boolean }) => {
      const { createToken } = await import('./token.ts')
      await createToken(flags)
    },
  )

withDataDir(token.command('list'))
  .description('list the tokens, without their values')
  .option('--json', 'the answer as JSON')
  .action(async (flags: { dataDir?: string; json?: boolean }) => {
    const { listTokens } = await import('./token.ts')
    await listTokens(flags)
  })

withDataDir(token.command('revoke'))
  .description('end a token; its connections close at once')
  .argument('<id>', 'its id, as "token list" shows it')
  .action(async (id: string, flags: { dataDir?: string }) => {
    const { revokeToken } = await import('./token.ts')
    await revokeToken(id, flags)
  })

withDataDir(program.command('github'))
  .description('name the GitHub OAuth app that people sign in with; without an option: say which it is')
  .option('--client-id <id>', 'of the app; enough for sign-in by code')
  .option('--client-secret-stdin', 'read its client secret from stdin, for sign-in by a click')
  .option('--off', 'switch sign-in with GitHub off')
  .option('--json', 'the answer as JSON')
  .action(
    async (flags: {
      dataDir?: string
      clientId?: string
      clientSecretStdin?: boolean
      off?: boolean
      json?: boolean
    }) => {
      const { configureGithub } = await import('./github.ts')
      await configureGithub(flags)
    },
  )

withDataDir(program.command('allow'))
  .description('let a GitHub account in, or change its role; without one: say who may enter')
  .argument('[account]', 'its name, looked up at GitHub now, or its number, which no renaming changes')
  .addOption(new Option('--role <role>', 'member when absent').choices(['owner', 'member', 'viewer']))
  .option('--json', 'the answer as JSON')
  .action(async (id: string | undefined, flags: { dataDir?: string; role?: string; json?: boolean }) => {
    const { allowAccount } = await import('./github.ts')
    await allowAccount(id, flags)
  })

withDataDir(program.command('disallow'))
  .description('remove the access of a GitHub account; its connections end at once')
  .argument('<github-id>', 'its number')
  .option('--json', 'the answer as JSON')
  .action(async (id: string, flags: { dataDir?: string; json?: boolean }) => {
    const { disallowAccount } = await import('./github.ts')
    await disallowAccount(id, flags)
  })

const remote = program.command('remote').description('access from other devices; off until it is switched on')

withDataDir(remote.command('on'))
  .description('listen for other devices, with TLS 1.3; flags say everything anew, without any the settings hold')
  .option('--bind <address>', 'the address to listen on (default: all of IPv4)')
  .option('--port <n>', 'the port; 0: any free one (default: 4443 or the next free one)', (text) =>
    wholeNumber(text, { from: 0, to: 65_535 }),
  )
  .option('--name <host>', 'a name that leads here; may be given several times', addName)
  .option('--public-port <n>', 'the port that devices use, where a router passes it on', (text) =>
    wholeNumber(text, { from: 1, to: 65_535 }),
  )
  .option('--cert <file>', 'a certificate of your own, PEM (default: an authority of its own issues one)')
  .option('--key <file>', 'its key, PEM')
  .option('--tailscale', 'the certificate that Tailscale gives this machine')
  .option('--acme <how>', 'a certificate from Let’s Encrypt: HTTP, ALPN or DNS shows that the names lead here')
  .option('--acme-email <address>', 'where the authority can reach you')
  .option('--agree-tos', 'you have read the authority’s terms of service and agree to them')
  .option('--acme-directory <url>', 'another authority than Let’s Encrypt')
  .option('--acme-ca <file>', 'what signs the web address of an authority of your own, PEM')
  .option('--acme-http-port <n>', 'where HTTP is answered; port 80 must lead there (default: 80)', (text) =>
    wholeNumber(text, { from: 1, to: 65_535 }),
  )
  .option('--dns-hook <file>', 'for DNS: a program that is run as HOOK set|remove NAME VALUE')
  .option('--json', 'the answer as JSON')
  .action(async (flags: RemoteOnFlags) => {
    const { remoteOn } = await import('./remote.ts')
    await remoteOn(flags)
  })

withDataDir(remote.command('off'))
  .description('let only this machine connect; every connection of other devices ends at once')
  .action(async (flags: { dataDir?: string }) => {
    const { remoteOff } = await import('./remote.ts')
    await remoteOff(flags)
  })

withDataDir(remote.command('status'))
  .description('whether other devices can connect, where, and with which certificate')
  .option('--json', 'the answer as JSON')
  .action(async (flags: { dataDir?: string; json?: boolean }) => {
    const { remoteStatus } = await import('./remote.ts')
    await remoteStatus(flags)
  })

withDataDir(remote.command('test'))
  .description('connect to every remote address as a phone would; exit code 1 when the one that is told does not work')
  .option('--json', 'the result as JSON')
  .action(async (flags: { dataDir?: string; json?: boolean }) => {
    const { remoteTest } = await import('./remote.ts')
    process.exitCode = await remoteTest(flags)
  })

withDataDir(program.command('panic'))
  .description('remote access off, devices that used it signed out, every busy session paused')
  .option('--json', 'the answer as JSON')
  .action(async (flags: { dataDir?: string; json?: boolean }) => {
    const { panic } = await import('./remote.ts')
    await panic(flags)
  })

withDataDir(program.command('renew'))
  .description('after an update: move the sessions to a host of this version, when no turn runs')
  .option('--interrupt', 'also when turns run; they are cut')
  .option('--json', 'the answer as JSON')
  .action(async (flags: { dataDir?: string; interrupt?: boolean; json?: boolean }) => {
    const { renewHost } = await import('./renew.ts')
    await renewHost(flags)
  })

addSessionCommands(program, withDataDir)
addSettingsCommands(program, withDataDir)
addDiagnosticsCommand(program, withDataDir)
addServiceCommands(program, { withDataDir, withServeOptions })

const audit = program.command('audit').description('who did what: an append-only log; nothing is ever deleted from it')

withDataDir(audit.command('verify'))
  .description('compute the chain of the audit log again; exit code 1 names the first broken entry')
  .addOption(new Option('--expect <head>', 'a head that an earlier verify printed').argParser(readHead))
  .option('--json', 'the verdict as JSON')
  .action(async (flags: VerifyFlags) => {
    const { verifyAudit } = await import('./audit.ts')
    process.exitCode = await verifyAudit(flags)
  })

withDataDir(audit.command('export'))
  .description('print the audit log, oldest entry first')
  .addOption(
    new Option('--format <format>', 'one JSON object per line, or a table').choices(['jsonl', 'csv']).default('jsonl'),
  )
  .addOption(new Option('--since <time>', 'entries from then on (2026-11-21, or with a time)').argParser(readTime))
  .addOption(new Option('--until <time>', 'entries before then').argParser(readTime))
  .action(async (flags: ExportFlags) => {
    const { exportAudit } = await import('./audit.ts')
    await exportAudit(flags)
  })

function addScope(scope: string, before: readonly string[] = []): string[] {
  if (!['read', 'drive', 'manage'].includes(scope)) {
    throw new InvalidArgumentError('It is read, drive or manage.')
  }
  return [...before, scope]
}

function addName(name: string, before: readonly string[] = []): string[] {
  return [...before, name]
}

/** `12:0a3f…` */
function readHead(text: string): { seq: number; hash: string } {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq === undefined || hash === undefined) {
    throw new InvalidArgumentError('It is a number, a colon and 64 hexadecimal digits.')
  }
  return { seq: Number(seq), hash }
}

/** A date is its first moment in UTC. */
function readTime(text: string): string {
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : null
  if (time === null || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('It is a date or a time like 2026-11-21T14:30:00Z.')
  }
  return time.toISOString()
}

function wholeNumber(text: string, { from, to }: { from: number; to: number }): string {
  if (!/^\d+$/.test(text) || Number(text) < from || Number(text) > to) {
    throw new InvalidArgumentError(`It is a whole number from ${from} to ${to}.`)
  }
  return text
}

function withDataDir(command: Command): Command {
  return command.exitOverride().option('--data-dir <dir>', 'where everything is kept (or HOMEPORT_DATA_DIR)')
}

function withServeOptions(command: Command): Command {
  return withDataDir(command)
    .option('--port <n>', 'the loopback port; 0: any free one', (text) => wholeNumber(text, { from: 0, to: 65_535 }))
    .addOption(new Option('--vault <kind>', 'where the Claude token is stored').choices(['keychain', 'file', 'memory']))
}

function withStartOptions(command: Command): Command {
  return withServeOptions(command)
    .option('--demo', 'try everything without a token: a built-in stand-in of the Anthropic API answers')
    .option('--json', 'print one line of JSON on stdout when ready')
}
