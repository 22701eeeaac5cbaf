import { attack } from './attack.ts'
import { type Target, sharedTarget, socketOutcome } from './target.ts'

const target = sharedTarget()

/** In this order: each is tried on what the ones before left. */
attack<Target>('panic', target, [
  {
    name: 'a stranger cannot press it, at neither listener',
    attempt: async (at) => [
      await at.try('POST', '/api/panic'),
      await at.try('POST', '/api/panic', { listener: 'remote' }),
    ],
    right: ['403 AUTH_006', '403 AUTH_006'],
  },
  {
    name: 'nor a member, nor the owner’s token from elsewhere',
    attempt: async (at) => [
      await at.try('POST', '/api/panic', { token: at.people.member.token }),
      await at.try('POST', '/api/panic', { listener: 'remote', token: at.people.owner.token }),
      await at.try('POST', '/api/panic', { token: at.people.owner.token }),
    ],
    right: ['403 AUTH_006', '403 AUTH_006', '403 AUTH_006'],
  },
  {
    name: 'nor another page with the owner’s cookie',
    attempt: (at) =>
      at.try('POST', '/api/panic', { headers: { Cookie: at.people.owner.cookie, Origin: 'http://evil.example' } }),
    right: '403 AUTH_006',
  },
  {
    name: 'pressed at the machine, it closes the remote listener and signs its people out',
    attempt: async (at) => {
      const used = await at.try('GET', '/api/user/profile', { listener: 'remote', token: at.people.member.token })
      const open = socketOutcome(at, {
        listener: 'remote',
        headers: { Authorization: `Bearer ${at.people.member.token}` },
      })
      const { code } = await at.server.homeport('panic')
      return {
        used,
        code,
        socket: await open,
        remote: await at.try('GET', '/live', { listener: 'remote' }).catch(() => 'nobody there'),
        member: await at.try('GET', '/api/user/profile', { token: at.people.member.token }),
        owner: await at.try('GET', '/api/user/profile', { token: at.people.owner.token }),
      }
    },
    right: {
      used: '200',
      code: 0,
      socket: 'auth_success closed 4401',
      remote: 'nobody there',
      member: '401 AUTH_003',
      owner: '200',
    },
  },
])
