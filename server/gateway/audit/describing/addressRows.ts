import type { ParamsOf } from '#shared/operations/table.ts'
import { type Describe, present } from './described.ts'

/** Where notifications go. Never the path of an address, nor the name before the @: whoever knows them may send there. */
export const addressRows = {
  'notifications.add_address': ({ kind, target }, made) => ({
    object_id: made?.id ?? null,
    details: present({ kind, host: hostOf(kind, target) }),
  }),
  'notifications.remove_address': ({ address_id }) => ({ object_id: address_id }),
  'notifications.test_address': ({ address_id }, sent) => ({
    object_id: address_id,
    details: present({ accepted: sent?.accepted }),
  }),
} satisfies Describe

type Named = ParamsOf<'notifications.add_address'>

function hostOf(kind: Named['kind'], target: Named['target']): string | undefined {
  if (kind === 'email') {
    return target.includes('@') ? target.slice(target.lastIndexOf('@') + 1) : undefined
  }
  return URL.canParse(target) ? new URL(target).host : undefined
}
