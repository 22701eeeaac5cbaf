import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_MS = 3000
const BUSY_SHARE = 0.12

/** Waits until others leave the processors alone for a moment, at most so long; returns the share they used last. */
export async function whenQuiet(withinMs: number): Promise<number> {
  const deadline = Date.now() + withinMs
  let share = await busyShare()
  while (share > BUSY_SHARE && Date.now() < deadline) {
    share = await busyShare()
  }
  return share
}

async function busyShare(): Promise<number> {
  const before = ticks()
  await sleep(LOOK_MS)
  const after = ticks()
  return (after.busy - before.busy) / Math.max(1, after.all - before.all)
}

function ticks(): { readonly busy: number; readonly all: number } {
  const times = cpus().map((cpu) => cpu.times)
  const sum = (pick: (time: (typeof times)[number]) => number) => times.reduce((total, time) => total + pick(time), 0)
  const all = sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq)
  return { busy: all - sum((time) => time.idle), all }
}
