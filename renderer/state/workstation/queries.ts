import { Queries } from '../query.ts'
import { connection, link } from './connection.ts'
import { may } from './may.ts'
import { pollWhileVisible } from './poll.ts'

/** What this page asks for. */
export const queries = new Queries({ cures: connection.cures, may, onBack, poll: pollWhileVisible })

/** The first connection of a page finds nothing to be asked again. */
function onBack(listener: () => void): void {
  let isFirst = true
  link.subscribe(() => {
    if (link.get().kind === 'ready') {
      if (!isFirst) {
        listener()
      }
      isFirst = false
    }
  })
}
