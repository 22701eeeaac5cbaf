import { FakePushService } from '#test/fakes/pushService.ts'
import { RemoteStatus } from '#shared/operations/remote.ts'
import { launchTrusting } from '#test/support/browser/browser.ts'
import { switchesOn } from '#test/support/browser/pairedPhone.ts'
import { BrokenNetwork } from '#test/support/network/brokenNetwork.ts'
import { startServer } from '#test/support/server/server.ts'
import { type Bench, repeat } from '../bench.ts'
import { CLI } from '../support/product.ts'
import { answerOne, minuteRows, pushRows } from './minute.ts'
import { offlineRows } from './offline.ts'
import { pairOne, pairingRows } from './pairing.ts'

/**
 * The phone minute: from the notification to the answered approval, on a phone that slept for eight hours; and what comes
 * before it: pairing, and a push message on its way. Over TLS, by a network that can be cut, with the real Claude Code.
 */
export const benchPhone: Bench = async ({ quick, say }) => {
  const service = new FakePushService()
  await service.start()
  const server = await startServer({
    command: [process.execPath, CLI],
    env: { HOMEPORT_PUSH_STAND_IN: service.origin, HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '10000' },
  })
  const browser = await launchTrusting()
  let port = 0
  const network = new BrokenNetwork(() => ({ host: '127.0.0.1', port }))
  try {
    const outside = await network.listen()
    const on = ['remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--public-port', String(outside), '--json']
    await server.homeport(...on)
    port = RemoteStatus.parse(JSON.parse((await server.homeport('remote', 'status', '--json')).stdout)).port ?? 0
    const place = { server, browser, network, service, origin: `https://127.0.0.1:${outside}` }
    say('pairing')
    const paired = await repeat(quick ? 1 : 5, () => pairOne(place))
    const phone = paired[0]?.phone
    if (phone === undefined) {
      throw new Error('no phone was paired')
    }
    for (const { phone: another } of paired.slice(1)) {
      await another.person.page.context().close()
    }
    const subscribed = service.prepare()
    await switchesOn(phone.person, subscribed)
    say('asleep, its page open')
    const open = await repeat(quick ? 1 : 7, (nth) => answerOne({ ...place, phone, subscribed, nth, page: 'asleep' }))
    say('its page closed')
    const closed = await repeat(quick ? 1 : 7, (nth) => answerOne({ ...place, phone, subscribed, nth, page: 'closed' }))
    say('offline')
    const offline = await offlineRows({ ...place, phone }, quick ? 1 : 7)
    return [...pairingRows(paired), ...pushRows([...open, ...closed]), ...minuteRows(open, closed), ...offline]
  } finally {
    await browser.close()
    await network.close()
    await server.close()
    await service.close()
  }
}
