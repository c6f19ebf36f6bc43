import assert from 'node:assert/strict'
import { deviceOf } from '../../../scanner-web/src/pages/account/deviceOf.ts'
import { newPasswordFault } from '../../../scanner-web/src/pages/account/newPassword.ts'
import { safeReturn } from '../../../scanner-web/src/pages/account/safeReturn.ts'
import { passwordLength } from '../../../server/src/participants/users/password.ts'

describe('the account pages', () => {
  it('lead back only to paths of this app', () => {
    assert.equal(safeReturn('/batches/09506000134352/L1?x=1#y'), '/batches/09506000134352/L1?x=1#y')
    const elsewhere = [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '',
      undefined,
      7,
    ]
    for (const back of elsewhere) assert.equal(safeReturn(back), '/', String(back))
  })

  it('name a device in two words', () => {
    const agents: [string, string | null][] = [
      [
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
        'Edge, Windows',
      ],
      [
        'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
        'Chrome, Android',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
        'Safari, iPhone',
      ],
      ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox, Linux'],
      ['node', null],
    ]
    for (const [agent, device] of agents) assert.equal(deviceOf(agent), device)
  })

  it('ask of a new password what the server asks', () => {
    const just = 'x'.repeat(passwordLength.min)
    assert.equal(newPasswordFault(just, null), null)
    assert.equal(newPasswordFault(just.slice(1), null), 'newPassword.short')
    assert.equal(newPasswordFault('Clara@Pharmacy.example', 'clara@pharmacy.example '), 'newPassword.isEmail')
    assert.equal(newPasswordFault('', null), null)
  })
})
