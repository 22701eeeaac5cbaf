import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf, jsonCommandOf, wholeNumber } from './options.ts'

/** `homeport remote on · off · status · test`. */
export function addRemoteCommands(program: CommandUnknownOpts): void {
  const remote = program.command('remote').description('access from other devices; off until it is switched on')
  addRemoteOn(remote)

  commandOf(remote, 'off')
    .description('let only this machine connect; every connection of other devices ends at once')
    .action(async (flags) => {
      const { remoteOff } = await import('../actions/remote.ts')
      await remoteOff(flags)
    })

  jsonCommandOf(remote, 'status')
    .description('whether other devices can connect, where, and with which certificate')
    .action(async (flags) => {
      const { remoteStatus } = await import('../actions/remote.ts')
      await remoteStatus(flags)
    })

  commandOf(remote, 'test')
    .description(
      'connect to every remote address as a phone would; exit code 1 when the address that is shown does not work',
    )
    .option('--json', 'the result as JSON')
    .action(async (flags) => {
      const { remoteTest } = await import('../actions/remote.ts')
      process.exitCode = await remoteTest(flags)
    })
}

function addRemoteOn(remote: CommandUnknownOpts): void {
  commandOf(remote, 'on')
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
    .action(async (flags) => {
      const { remoteOn } = await import('../actions/remote.ts')
      await remoteOn(flags)
    })
}

function addName(name: string, before: readonly string[] = []): string[] {
  return [...before, name]
}
