import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { closeWindow } from '#main/system/closing.ts'

class Closing extends EventEmitter {
  readonly done: string[] = []
  isFull = false

  hide(): void {
    this.done.push('hidden')
  }

  minimize(): void {
    this.done.push('minimised')
  }

  isFullScreen(): boolean {
    return this.isFull
  }

  setFullScreen(isFull: boolean): void {
    this.done.push(isFull ? 'full' : 'not full')
  }
}

const facts = { isQuitting: false, isOurs: true, hasTray: true, platform: 'darwin' as const, say: () => {} }

test('a window that fills a Mac’s screen leaves that first: hidden, it would leave the screen black', () => {
  const window = new Closing()
  window.isFull = true
  expect(closeWindow(window, facts)).toBe(false)
  expect(window.done).toEqual(['not full'])
  window.emit('leave-full-screen')
  expect(window.done).toEqual(['not full', 'hidden'])
})

test('any other window hides at once', () => {
  const window = new Closing()
  closeWindow(window, facts)
  const full = new Closing()
  full.isFull = true
  closeWindow(full, { ...facts, platform: 'linux' })
  expect([window.done, full.done]).toEqual([['hidden'], ['hidden']])
})
