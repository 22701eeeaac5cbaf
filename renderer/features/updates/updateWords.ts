import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { exactTime } from '#renderer/format/numbers.ts'

/** Where an update stands, in a sentence. */
export function updateWords(update: UpdateState): string {
  switch (update.kind) {
    case 'unavailable':
      return update.reason
    case 'current':
      return update.checked_at === null
        ? 'It looks for newer versions by itself, every six hours.'
        : `There is nothing newer. Last looked: ${exactTime(update.checked_at)}.`
    case 'checking':
      return 'Looking for a newer version…'
    case 'available':
      return `Homeport ${update.version} is there and is being fetched.`
    case 'downloading':
      return `Homeport ${update.version} is being fetched: ${update.percent} %.`
    case 'ready':
      return `Homeport ${update.version} is fetched and checked. It is installed when you say so.`
    case 'failed':
      return update.message
  }
}
