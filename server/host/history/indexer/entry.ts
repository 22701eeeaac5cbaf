import { parentPort, workerData } from 'node:worker_threads'
import { type FromThread, yieldToSessions } from '#server/platform/threads/fromThread.ts'
import { Indexer } from './indexer.ts'
import type { IndexerStart, ToIndexer } from '../questions.ts'

/**
 * The thread that keeps the index of transcripts and answers from it: reading gigabytes and writing to SQLite block, and
 * the host's own thread carries what Claude writes to the screens. The host starts it (`history.ts`) and ends it.
 */
function main(): void {
  const port = parentPort
  if (port === null) {
    throw new Error('The index of transcripts is kept by a thread of the session host, which starts it.')
  }
  yieldToSessions(INDEXING_NICENESS)
  const say = (message: FromThread) => port.postMessage(message)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the host's own code starts this thread with it
  const indexer = new Indexer(workerData as IndexerStart, say)
  port.on('message', (message: ToIndexer) => {
    if (message.kind === 'stop') {
      indexer.stop()
      port.close()
    } else {
      indexer.take(message)
    }
  })
  indexer.start()
}

const INDEXING_NICENESS = 10

main()
