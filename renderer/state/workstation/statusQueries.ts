import { connection } from './connection.ts'
import { queries } from './queries.ts'

const { client } = connection

/** Whether other devices can connect. */
export const remoteStatus = queries.define({
  key: 'remote.status',
  fetch: () => client.call('remote.status', {}),
  needs: 'local',
})

/** The session host behind the server, and whether it is of the server's version. */
export const hostStatus = queries.define({
  key: 'host.status',
  fetch: () => client.call('host.status', {}),
  needs: 'local',
})

/** What a stop would cut, of everybody. */
export const atStake = queries.define({
  key: 'session.at_stake',
  fetch: async () => (await client.call('session.at_stake', {})).sessions,
  needs: 'local',
})

/** Who is signed in to this workstation, and with what. */
export const signedIn = queries.define({
  key: 'device.list',
  fetch: () => client.call('device.list', {}),
  needs: 'read',
})

/** What can be set on the workstation, as it is now. */
export const settings = queries.define({
  key: 'settings.list',
  fetch: () => client.call('settings.list', {}),
  needs: 'manage',
})
