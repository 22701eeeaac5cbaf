import { expect, test } from 'vitest'
import { clamped, positionFor } from '#main/windows/windowPosition.ts'
import { ScreenDouble } from '#test/fakes/electron/screenDouble.ts'

const size = { width: 1280, height: 860 }
const laptop = { x: 0, y: 25, width: 1366, height: 743 }
const second = { x: 1366, y: 0, width: 1920, height: 1080 }

function screenWith(...workAreas: (typeof laptop)[]) {
  const screen = new ScreenDouble()
  screen.workAreas = workAreas
  return screen.after(() => {})
}

test('the first time the window is as large as it likes, and no larger than the display', () => {
  expect(positionFor(null, size, screenWith(second))).toEqual(size)
  expect(positionFor(null, size, screenWith(laptop))).toEqual({ width: 1280, height: 743 })
})

test('later it is where it was left', () => {
  const left = { x: 1500, y: 100, width: 900, height: 700, is_maximised: false }
  expect(positionFor(left, size, screenWith(laptop, second))).toEqual({ x: 1500, y: 100, width: 900, height: 700 })
})

test('where the display is gone, it comes to one that is there, and whole', () => {
  const left = { x: 1500, y: -300, width: 1900, height: 1000, is_maximised: false }
  expect(positionFor(left, size, screenWith(laptop))).toEqual({ x: 0, y: 25, width: 1366, height: 743 })
})

test.each([
  [
    { x: -50, y: 0, width: 400, height: 300 },
    { x: 0, y: 25, width: 400, height: 300 },
  ],
  [
    { x: 1300, y: 700, width: 400, height: 300 },
    { x: 966, y: 468, width: 400, height: 300 },
  ],
  [
    { x: 10, y: 30, width: 400, height: 300 },
    { x: 10, y: 30, width: 400, height: 300 },
  ],
])('%j lies inside the display as %j', (bounds, expected) => {
  expect(clamped(bounds, laptop)).toEqual(expected)
})
