import { describe } from 'vitest'
import { member } from '#test/support/host/hostWorld.ts'
import { testEveryStart } from './everyStart.ts'

describe('for a member', () => {
  testEveryStart(member)
})
