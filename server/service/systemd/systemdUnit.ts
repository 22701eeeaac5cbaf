import { startArguments } from '../defineService.ts'
import type { ServiceDefinition } from '../service.ts'

/**
 * A user unit.
 *
 * The session host leaves the supervisor's process group, but not the unit's control group: only `KillMode=process`
 * keeps systemd from ending it, and with it every session, at each restart of the unit. So the end is left to
 * `ExecStop` (`whatToStop` says what it does).
 */
export function systemdUnit(service: ServiceDefinition): string {
  const homeport = (...args: string[]) => commandLine([...throughShell(service.command), ...args])
  return [
    '# Made by "homeport service install"; "homeport service remove" takes it away.',
    '[Unit]',
    "Description=Homeport, your workstation's Claude Code from any browser",
    'StartLimitIntervalSec=300',
    'StartLimitBurst=5',
    '',
    '[Service]',
    'Type=exec',
    ...Object.entries(service.env).map(([name, value]) => `Environment=${quotedPath(`${name}=${value}`)}`),
    `ExecStart=${homeport(...startArguments(service))}`,
    ...['ExecStop', 'ExecStopPost'].map(
      (when) => `${when}=${homeport('service', 'stopping', '--data-dir', service.dataDir)}`,
    ),
    'KillMode=process',
    '# A session that takes too much memory ends alone: the others, and Homeport, go on.',
    'OOMPolicy=continue',
    '# Suspending many sessions takes a while.',
    'TimeoutStopSec=90',
    'Restart=on-failure',
    'RestartSec=2',
    '# It prints a sign-in link, which no journal needs to keep; complaints go to stderr.',
    'StandardOutput=null',
    'StandardError=journal',
    '',
    '[Install]',
    'WantedBy=default.target',
    '',
  ].join('\n')
}

/** systemd takes no program with such a path, but a shell does. */
function throughShell(command: readonly string[]): readonly string[] {
  return /["'\\\n\t]/.test(command[0] ?? '') ? ['/bin/sh', '-c', 'exec "$0" "$@"', ...command] : command
}

function commandLine([program = '', ...args]: readonly string[]): string {
  return [quotedPath(program), ...args.map(quotedArgument)].join(' ')
}

/** An argument: systemd would put variables of the environment in. */
function quotedArgument(text: string): string {
  return quotedPath(text).replaceAll('$', '$$$$')
}

/** Quoted as systemd.syntax(7) has it; `%` begins a specifier. */
function quotedPath(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('%', '%%')
  return `"${escaped}"`
}
