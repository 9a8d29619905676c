import { Injectable } from '@nestjs/common';

/** The OpenAPI document as text, made once when all routes are known. */
@Injectable()
export class OpenApi {
  text = '';
}
