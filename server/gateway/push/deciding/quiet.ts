import type { NotificationChoices } from '#shared/operations/push.ts'

/** Whether a moment (ms since 1970) lies in somebody's quiet hours, by the clock of where they are. */
export function isQuiet(quiet: NotificationChoices['quiet'], moment: number): boolean {
  if (quiet === null) {
    return false
  }
  const { from, to } = quiet
  const now = minuteOf(moment, quiet.time_zone)
  return from <= to ? now >= from && now < to : now >= from || now < to
}

/** A zone that this system does not know counts as UTC. */
function minuteOf(moment: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(moment)
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0)
  return (part('hour') % 24) * 60 + part('minute')
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return formatIn(timeZone)
  } catch {
    return formatIn('UTC')
  }
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: 'numeric', hourCycle: 'h23', timeZone })
}
