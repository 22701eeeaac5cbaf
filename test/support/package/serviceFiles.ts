import type { ServiceDefinition } from '#server/service/service.ts'

/** A service with everything at places of our choice. */
export function serviceAt(
  place: { readonly program?: string; readonly script?: string; readonly dataDir?: string },
  more: Partial<ServiceDefinition> = {},
): ServiceDefinition {
  const { program = '/usr/bin/node', script = '/opt/homeport/dist/server/cli.js', dataDir = '/home/ann/data' } = place
  return {
    name: 'homeport',
    dataDir,
    command: [program, script],
    env: {},
    startFlags: [],
    logFile: `${dataDir}/logs/service.log`,
    ...more,
  }
}

/** The words of a command line in a unit, as systemd.service(5) and systemd.syntax(7) take it apart. */
export function systemdWords(unit: string, key: string): string[] {
  const line = unit.split('\n').find((one) => one.startsWith(`${key}=`)) ?? ''
  const words = [...line.slice(key.length + 1).matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)]
  return words.map(([, quoted, bare], index) => {
    const text = (quoted ?? bare ?? '').replaceAll(/\\(.)/g, (_all, sign: string) => escapes[sign] ?? sign)
    const withoutSpecifiers = text.replaceAll(/%(.)/g, (_all, sign: string) =>
      sign === '%' ? '%' : `<specifier ${sign}>`,
    )
    return index === 0 ? withoutSpecifiers : withoutSpecifiers.replaceAll('$$', '$')
  })
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' }

/** The words of a command line, as Windows programs see them (CommandLineToArgvW, after the program's name). */
export function windowsWords(line: string): string[] {
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)]
  return words.map(([, quoted = '', bare]) => bare ?? quoted.replaceAll(/(\\+)("|$)/g, halved))
}

function halved(_all: string, slashes: string, sign: string): string {
  return slashes.slice(0, slashes.length / 2) + sign
}
