/** The style sheet of the platform. */
export const PLATFORM_STYLE = `
*{box-sizing:border-box;margin:0;padding:0}body{font:15px/1.7 "PingFang SC","Noto Sans CJK SC",sans-serif;background:#f2f3f5;color:#222}a{color:#4a6fa5;text-decoration:none}ul{list-style:none}
.topbar{background:#fff;border-bottom:1px solid #e6e6e6;position:sticky;top:0}.in{max-width:980px;margin:0 auto;display:flex;gap:24px;align-items:center;height:52px}.logo{font-weight:800;font-size:20px;color:#ff5c38}.login{margin-left:auto}
.cols{max-width:980px;margin:14px auto;display:flex;gap:14px}.feed{flex:1}aside{width:240px;background:#fff;border-radius:8px;padding:14px;height:max-content}aside h4{margin-bottom:8px}
.post{background:#fff;border-radius:8px;padding:16px 18px;margin-bottom:12px}.p-head{display:flex;gap:10px;align-items:center;margin-bottom:8px;font-size:13px;color:#999}
.avatar{display:inline-block;width:40px;height:40px;border-radius:50%;background:#ffb199;flex:none}.avatar.s{width:26px;height:26px}.c1{background:#9ad0f5}.c2{background:#b5e2b0}.c3{background:#d9c2f0}.c4{background:#f7dc8a}
.p-user{font-size:15px;color:#333;font-weight:600;margin-right:6px}.lv{font-style:normal;font-size:11px;background:#fff0e6;color:#ff7d3b;border-radius:3px;padding:0 4px;margin-right:10px}.p-time{color:#aaa;margin-right:10px}
.p-title{font-size:17px;margin-bottom:6px}.p-pics img{border-radius:6px;margin-top:8px;max-width:100%}.p-bar{display:flex;gap:30px;color:#999;font-size:13px;margin-top:10px;border-top:1px solid #f3f3f3;padding-top:8px}
.replies{background:#f7f8fa;border-radius:6px;padding:8px 12px;margin-top:10px}.reply{display:flex;gap:8px;padding:7px 0;font-size:14px}.r-user{margin-right:8px}.r-meta{font-size:12px;color:#aaa;display:flex;gap:12px}
.pager{text-align:center;padding:10px}.pager *{margin:0 10px}.wall{background:#fff;border-radius:8px;padding:70px 30px;text-align:center;color:#666}.wall input{display:block;margin:12px auto;width:260px;height:38px;padding:0 10px}.wall button{width:260px;height:40px;border:0;background:#ff5c38;color:#fff}
.slider{margin:20px auto;width:300px;height:42px;line-height:42px;background:#eee;color:#888}.note{text-align:center;padding:80px}.foot{text-align:center;color:#aaa;font-size:12px;padding:24px}
`;
