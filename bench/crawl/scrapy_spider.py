"""Scrapy as it comes: title and text of each page as JSON lines; measures the crawl alone."""
import json
import os
import resource
import sys
import time

import scrapy
from scrapy import signals


class BenchSpider(scrapy.Spider):
    name = "bench"

    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        task = json.loads(kwargs["task"])
        spider.start_urls = task["starts"]
        crawler.signals.connect(spider.opened, signals.spider_opened)
        crawler.signals.connect(spider.closed_for_good, signals.engine_stopped)
        return spider

    def opened(self):
        self.pages = 0
        self.started_at = time.monotonic()
        self.before = os.times()

    def closed_for_good(self):
        after = os.times()
        sys.stdout.write(json.dumps({
            "pages": self.pages,
            "seconds": time.monotonic() - self.started_at,
            "cpuSeconds": after.user + after.system - self.before.user - self.before.system,
            "peakMb": peak_mb(),
        }) + "\n")

    def parse(self, response):
        self.pages += 1
        yield {
            "url": response.url,
            "title": response.css("title::text").get(),
            "body": "\n".join(response.css(".content p::text").getall()),
        }
        if "/list/" in response.url:
            yield from response.follow_all(css="a.item, a.next", callback=self.parse)


def peak_mb():
    try:
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
