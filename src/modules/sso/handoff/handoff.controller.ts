import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../platform/auth/index.js';
import { Handoff } from './handoff.service.js';
import { RedeemCodeRequest } from './redeem-code.request.js';
import { SigningKeys } from './signing-keys.service.js';

/** What the provider's own dashboard asks, server to server; the guide has its side. */
@ApiExcludeController()
@Controller()
export class HandoffController {
  constructor(
    private readonly handoff: Handoff,
    private readonly keys: SigningKeys,
  ) {}

  @Post('sso/handoff/token')
  @HttpCode(200)
  @Public({ why: 'the code is the credential: 32 random bytes that are good once, for a minute' })
  async redeem(@Body() { code }: RedeemCodeRequest): Promise<{ id_token: string; expires_in: number }> {
    const { token, expiresInSeconds } = await this.handoff.redeem(code);
    return { id_token: token, expires_in: expiresInSeconds };
  }

  @Get('.well-known/jwks.json')
  @Header('Cache-Control', 'public, max-age=300')
  @Public({ why: 'public keys', cheap: true })
  keySet(): Promise<object> {
    return this.keys.publicSet();
  }
}
