import { stopDate } from '../stoppedClock.ts'
import { openStages } from './stages.ts'

/** `serve.ts ADDRESS`, started by `npm run dev`: opens the scenes on the page that Vite serves there, and prints their list. */
stopDate()
const { stages } = await openStages({ vite: process.argv[2] ?? '' })
process.stdout.write(`${JSON.stringify(stages)}\n`)
