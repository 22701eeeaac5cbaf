export const trustWords = {
  believed: 'This device trusts the certificate: the installed app and notifications work.',
  lookedPast:
    'This device does not trust the certificate yet. Pairing works all the same; the installed app and notifications do not.',
  again: 'Check again',
  files: {
    profile: { label: 'Get the profile', href: '/homeport.mobileconfig' },
    android: { label: 'Get the certificate', href: '/homeport-ca.crt' },
    certificate: { label: 'Get the certificate', href: '/homeport-ca.crt' },
  },
  steps: {
    profile: [
      'Get the profile in Safari and allow the download.',
      'Settings, “Profile Downloaded”, Install.',
      'Settings, General, About, Certificate Trust Settings: switch Homeport on.',
    ],
    android: [
      'Get the certificate.',
      'Settings, Security, More, Encryption & credentials, Install a certificate, CA certificate.',
      'Choose homeport-ca.crt.',
    ],
    certificate: [
      'Get the certificate.',
      'Open it, and trust it for websites. The workstation shows the steps for each system.',
    ],
  },
} as const
