import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../auth/index.js';
import { NotFound } from '../errors/index.js';
import { Assets } from './assets.js';

/** Style sheets and icon of the pages. */
@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  @Get(':file')
  @Public({ why: 'what every page looks like is no secret', cheap: true })
  read(@Param('file') file: string, @Req() request: Request, @Res() response: Response): void {
    const asset = this.assets.find(file);
    if (asset === null) throw new NotFound('File');
    const encoding = request.acceptsEncodings('gzip', 'identity');
    const body = encoding === 'gzip' ? asset.packed : asset.content;
    if (encoding === 'gzip') response.set('Content-Encoding', 'gzip');
    response.set({
      'Content-Type': asset.type,
      'Content-Length': String(body.length),
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'same-origin',
      Vary: 'Accept-Encoding',
    });
    response.end(body);
  }
}
