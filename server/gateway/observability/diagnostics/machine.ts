import { arch, cpus, release, totalmem, type as systemName } from 'node:os'

/** Which machine this is, as far as it matters to a program. */
export function describeMachine(version: string) {
  return {
    homeport: version,
    system: `${systemName()} ${release()}`,
    platform: process.platform,
    arch: arch(),
    node: process.versions.node,
    electron: process.versions['electron'] ?? null,
    cores: cpus().length,
    memory_bytes: totalmem(),
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    /** Which of our own variables are set; never what they say. */
    variables: Object.keys(process.env).filter((name) => name.startsWith('HOMEPORT_')),
  }
}
