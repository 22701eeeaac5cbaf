import { format } from 'node:util'
import { afterEach, beforeEach, vi } from 'vitest'

/**
 * A test fails when the code under test complains on the console. A test that expects a complaint says so:
 * `vi.spyOn(console, 'error').mockImplementation(() => {})`. (Unhandled rejections fail the run by vitest itself.)
 */
let complaints: string[] = []

beforeEach(() => {
  complaints = []
  for (const method of ['error', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation((...facts: unknown[]) => {
      complaints.push(`console.${method}: ${format(...facts)}`)
    })
  }
})

afterEach(() => {
  if (complaints.length > 0) {
    throw new Error(`The code under test complained:\n${complaints.join('\n')}`)
  }
})
