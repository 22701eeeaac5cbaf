import { expect, test } from 'vitest'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

test('a browser that loses its network stops claiming to be connected within two seconds', async () => {
  const { person } = await visit('/session/$working', 'wide', { tolerates: LOST_SERVER })
  await person.sees('Go on')
  const claim = person.page.getByText('Connected', { exact: true }).first()
  await claim.waitFor()
  await person.page.context().setOffline(true)
  await expect.poll(() => claim.count(), { timeout: 2000 }).toBe(0)
  await person.page.context().setOffline(false)
  await claim.waitFor()
})
