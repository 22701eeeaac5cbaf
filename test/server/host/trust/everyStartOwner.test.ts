import { describe } from 'vitest'
import { owner } from '#test/support/host/hostWorld.ts'
import { testEveryStart } from './everyStart.ts'

describe('for the owner', () => {
  testEveryStart(owner)
})
