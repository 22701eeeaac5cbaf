import { describe, expect, test } from 'vitest'
import { UserId } from '#shared/ids.ts'
import { type PersonalResource, maySee } from '#shared/session/maySee.ts'

const me = UserId.parse('7e2d1c0a-0000-4000-8000-000000000001')
const other = '7e2d1c0a-0000-4000-8000-000000000002'

/** Of: themselves · somebody else · everybody together. */
const rule: Record<PersonalResource, Record<'owner' | 'member' | 'viewer', readonly [boolean, boolean, boolean]>> = {
  session: { owner: [true, false, false], member: [true, false, false], viewer: [true, false, false] },
  session_facts: { owner: [true, true, true], member: [true, false, false], viewer: [true, false, false] },
  history: { owner: [true, false, false], member: [true, false, false], viewer: [true, false, false] },
  usage: { owner: [true, true, true], member: [true, false, false], viewer: [true, false, false] },
  sign_in: { owner: [true, true, true], member: [true, false, false], viewer: [true, false, false] },
  metrics: { owner: [true, true, true], member: [false, false, false], viewer: [false, false, false] },
}

const rows = (Object.keys(rule) as PersonalResource[]).flatMap((what) =>
  (['owner', 'member', 'viewer'] as const).map((role) => [role, what, rule[what][role]] as const),
)

describe('who may see what of whom', () => {
  test.each(rows)('%s: %s of themselves, of somebody else, of everybody: %j', (role, what, expected) => {
    const who = { user_id: me, role }
    expect([me, other, null].map((whose) => maySee(who, what, whose))).toEqual(expected)
  })

  test('conversations of the machine itself are for the person whose machine it is, and theirs alone', () => {
    const who = { user_id: me, role: 'owner', is_local_owner: true } as const
    expect([me, other, null].map((whose) => maySee(who, 'history', whose))).toEqual([true, false, true])
  })
})
