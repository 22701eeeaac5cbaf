import { afterAll, onTestFinished } from 'vitest'

const afterFile: (() => unknown)[] = []

afterAll(async () => {
  for (const undo of afterFile.toReversed()) {
    await undo()
  }
})

/** Undoes something when the running test is over; what is made in a `beforeAll` when the file's tests are. */
export function whenOver(undo: () => unknown): void {
  try {
    onTestFinished(async () => {
      await undo()
    })
  } catch {
    afterFile.push(undo)
  }
}
