import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { onTestFinished } from 'vitest'

/** Swaps a folder for a link to another one and back, as fast as it can, until the test is over. */
export async function swapAgainAndAgain(real: string, outside: string): Promise<void> {
  const swapping = new Worker(swapper, { eval: true, workerData: { real, outside } })
  onTestFinished(async () => void (await swapping.terminate()))
  await once(swapping, 'message')
}

/** Swaps as fast as it can, in a thread of its own. */
const swapper = `
const { renameSync, symlinkSync, unlinkSync } = require('node:fs')
const { parentPort, workerData: { real, outside } } = require('node:worker_threads')
const swap = () => {
  for (let index = 0; index < 200; index += 1) {
    renameSync(real, real + '-kept')
    symlinkSync(outside, real)
    unlinkSync(real)
    renameSync(real + '-kept', real)
  }
  setImmediate(swap)
}
parentPort.postMessage('begun')
swap()
`
