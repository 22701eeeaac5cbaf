import { afterAll, onTestFinished } from 'vitest'

const afterFile: (() => unknown)[] = []
let afterGroup: (() => unknown)[] | undefined

afterAll(async () => {
  for (const undo of afterFile.toReversed()) {
    await undo()
  }
})

/** Undoes something when the running test is over; what is made in a `beforeAll` when the file's tests are. */
export function whenOver(undo: () => unknown): void {
  if (afterGroup !== undefined) {
    afterGroup.push(undo)
    return
  }
  try {
    onTestFinished(async () => {
      await undo()
    })
  } catch {
    afterFile.push(undo)
  }
}

/**
 * For the `beforeAll` of a `describe`, which returns what this returns: what is made meanwhile is undone when the tests of that
 * group are over, not those of the file. One at a time.
 */
export async function madeForGroup(make: () => Promise<void>): Promise<() => Promise<void>> {
  const undos: (() => unknown)[] = (afterGroup = [])
  const undoAll = async () => {
    for (const undo of undos.toReversed()) {
      await undo()
    }
  }
  try {
    await make()
  } catch (error) {
    await undoAll()
    throw error
  } finally {
    afterGroup = undefined
  }
  return undoAll
}
